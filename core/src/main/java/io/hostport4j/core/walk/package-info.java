/**
 * What becomes of a packet: its way through all rules of the node, in the order in which the kernel asks them.
 *
 * <p>A rule's word is yes, no, or "may" where what it looks at cannot be known; every way that may be is walked.
 */
package io.hostport4j.core.walk;
