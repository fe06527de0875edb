package io.hostport4j.bench;

/**
 * What was measured of one contender in one situation.
 *
 * @param contender who
 * @param what of which operation, or which quantity
 * @param ports how many host ports the operation is about, 0 where that means nothing
 * @param standing mappings that are there all the time
 * @param unit of median and p99
 * @param count of samples
 * @param p99 the largest sample where there are fewer than 100
 */
public record Figure(String contender, String what, int ports, int standing, String unit, int count, double median, double p99) {}
