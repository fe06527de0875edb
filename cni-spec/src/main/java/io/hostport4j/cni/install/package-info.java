/**
 * Puts the portmap plugin into a network's chain and its command into the runtime's folder, and takes both out again: by edits that
 * leave all other text as it is, in steps of which each is one atomic change of a folder.
 */
package io.hostport4j.cni.install;
