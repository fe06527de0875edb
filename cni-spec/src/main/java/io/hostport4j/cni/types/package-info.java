/** The data of CNI: versions, results of every version, addresses, and errors. */
package io.hostport4j.cni.types;
