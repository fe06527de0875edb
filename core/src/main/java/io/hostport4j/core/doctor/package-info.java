/** Looks for what keeps packets from host ports, and says what mends it: {@link io.hostport4j.core.doctor.Doctor}. */
package io.hostport4j.core.doctor;
