/** Network configurations as they are on a node: files, lists of plugins, and the version that is spoken. */
package io.hostport4j.cni.config;
