#!/bin/sh
# Makes the archive of classes that the plugin starts with: for the Java that the plugin would find now, in the folder "archive" beside "lib".
#
# It has the plugin go through ADD, CHECK and DEL in namespaces of its own. Nothing is changed but that one file, which takes the place of an
# older one at once; one that this Java can use stays. Exits with 1, and says why, when there is no such Java, or the folder cannot be
# written to.
set -u
self=$0
case $self in */*) ;; *) self=./$self ;; esac
[ ! -L "$self" ] || self=$(readlink -f "$self")
. "${self%/*}/java.sh"

no_java() {
    echo "archive.sh: $1; install Java 17 or newer, or set JAVA_HOME" >&2
    exit 1
}

fail() {
    echo "archive.sh: $1" >&2
    exit 1
}

require_java
find_plugin_classpath
find_plugin_options
find_archive

# What else the caller had to say to Java is not for this.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

# The plugin's start passes over an archive that does not fit; here it is an error.
is_usable() {
    if [ "$java_major" -ge 25 ]; then
        "$java" $options -XX:AOTMode=on "-XX:AOTCache=$archive" -cp "$classpath" -version
    else
        "$java" $options -Xshare:on "-XX:SharedArchiveFile=$archive" -cp "$classpath" -version
    fi
}
if has_archive && is_usable >/dev/null 2>&1; then
    exit 0
fi

mkdir -p "$home/archive" 2>/dev/null || fail "$home/archive cannot be made; be somebody who may write there"
half=$archive.$$
trap 'rm -f "$half" "$half.config"' EXIT

# The interface and the addresses that the plugin is told of, and the places that tools lock.
prepare='
    PATH=$PATH:/usr/sbin:/sbin
    netns=$1 && shift
    mount --make-rprivate / && mount -t tmpfs -o mode=755 tmpfs /run || exit 1
    ip link set lo up
    ip link add hostport0 type veth peer name hostport1
    ip addr add 198.51.100.1/24 dev hostport0
    ip link set hostport1 up
    ip link set hostport0 up
    exec "$@" "$netns"'

# By way of the words given, to a JVM that writes what it loaded.
train() (
    if [ "$java_major" -ge 25 ]; then
        # Without profiles: by them the compiler begins with all that training ever called, while the plugin has its work to do.
        set -- "$@" "$java" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining "-XX:AOTCacheOutput=$half"
    else
        set -- "$@" "$java" "-XX:ArchiveClassesAtExit=$half"
    fi
    exec "$@" $options "$library" -cp "$classpath" io.hostport4j.examples.portmap.StartTraining
)

netns=/proc/$$/ns/net
if unshare -nm true 2>/dev/null; then
    train unshare -nm sh -c "$prepare" sh "$netns"
elif unshare -Urnm true 2>/dev/null; then
    train unshare -Ur unshare -nm sh -c "$prepare" sh "$netns"
else
    train
fi >/dev/null 2>&1 </dev/null
[ -s "$half" ] || fail "$java wrote no archive"
mv -f "$half" "$archive" || fail "$archive cannot be written"
