/** JSON as CNI needs it: an immutable view whose errors name the key's path, a bounded parser, and Go's indentation. */
package io.hostport4j.cni.json;
