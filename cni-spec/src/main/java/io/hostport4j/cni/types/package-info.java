/** The data of CNI: versions, commands, names, results of every version, addresses, and errors. */
package io.hostport4j.cni.types;
