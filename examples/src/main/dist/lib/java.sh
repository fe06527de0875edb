# Finds a JDK or JRE 17 or newer and starts a main class of the distribution with it. Sourced by the commands in bin, with their own file
# in self.
#
#   no_java REASON      defined by the command: how it tells that there is none; must exit
#   run_java MAIN ARGS  replaces the shell
#   run_plugin MAIN     the same, for the plugin, and with the archive that archive.sh made
#   java_options        more options for the JVM, if the command sets it; none has a space in it
#
# No process is started on the usual way: each costs a plugin's call a millisecond or two.

# The distribution's folder, under one name however the command was called: archives remember where classes came from.
here=${PWD:-/}
cd -P "${self%/*}/.." && home=$PWD
cd "$here" 2>/dev/null || :

# Sets java.
find_java() {
    java=${JAVA_HOME:-}/bin/java
    if [ -z "${JAVA_HOME:-}" ] || [ ! -x "$java" ]; then
        java=$(command -v java)
    fi
}

# Sets java_major. The release file spares the start of a JVM; some distributions leave it out, and the wrapper scripts of version
# managers have none beside them.
find_java_major() {
    file=$java
    if [ -L "$file" ]; then
        file=$(readlink -f "$file")
    fi
    version=
    if [ -r "${file%/*/*}/release" ]; then
        while IFS= read -r line; do
            case $line in
                JAVA_VERSION=*) version=${line#*\"} && version=${version%%\"*} && break ;;
            esac
        done <"${file%/*/*}/release"
    fi
    [ -n "$version" ] || version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    version=${version#1.}
    java_major=${version%%[!0-9]*}
    java_major=${java_major:-0}
}

require_java() {
    find_java
    [ -n "$java" ] || no_java "there is no java in JAVA_HOME or PATH"
    find_java_major
    [ "$java_major" -ge 17 ] || no_java "$java is of version $java_major"
}

# Sets classpath to what the plugin needs, always in the same order: with another one no archive is used.
find_plugin_classpath() {
    classpath=
    for name in hostport4j-examples hostport4j-core hostport4j-cni-spec hostport4j-netlink hostport4j-nftables hostport4j-iptables \
        jackson-core slf4j-api slf4j-simple jffi; do
        for jar in "$home/lib/$name"-[0-9]*.jar; do
            case $jar in *-native.jar) ;; *) classpath=$classpath${classpath:+:}$jar ;; esac
        done
    done
    for jar in "$home/lib/jffi"-*-native.jar; do
        classpath=$classpath:$jar
    done
}

# Sets archive to the file for this version of Java, and archive_option to the option that has it used. A JVM passes over one that another
# build of Java made, or other jars.
find_archive() {
    if [ "$java_major" -ge 25 ]; then
        archive=$home/archive/portmap-$java_major.aot
        archive_option=-XX:AOTCache=
    else
        archive=$home/archive/portmap-$java_major.jsa
        archive_option=-XX:SharedArchiveFile=
    fi
}

# Whether it is there, and no jar is newer: Java 25 itself compares nothing but their sizes.
has_archive() {
    [ -r "$archive" ] || return 1
    IFS=:
    for jar in $classpath; do
        if [ "$jar" -nt "$archive" ]; then
            unset IFS
            return 1
        fi
    done
    unset IFS
}

# Sets options to those of every start, none of which has a space in it, with the collector of that name, and library to one that may have one. A
# command lives for a fraction of a second: no optimising compiler, no parallel collector, no shared-memory statistics. The library is passed over
# where it is not there, or of another machine.
#
# From these versions on the JVM warns about native libraries (JEP 472) and about Unsafe (JEP 498) otherwise.
find_options() {
    options="-XX:TieredStopAtLevel=1 -XX:+Use$1 -XX:-UsePerfData"
    [ "$java_major" -lt 22 ] || options="$options --enable-native-access=ALL-UNNAMED"
    [ "$java_major" -lt 23 ] || options="$options --sun-misc-unsafe-memory-access=allow"
    library=-Dio.hostport4j.netlink.library=$home/lib/libhostport4j.so
}

# Those of the plugin: what is called a few hundred times is not worth the compiler's time; a provider that is named is not searched for in all
# jars; and Java 25 would read all of java.security for the one property, whose default this is, at the first address.
#
# From Java 25 on the archive has no profiles (archive.sh), so that no thread need look for any; and BigInteger's loops are compiled soon: when
# Jackson first refers to BigDecimal, powers of five are computed there for 25 ms otherwise, and for 14 with that. A later Java that lacks one of
# these options passes over it, or complains, but not on stdout.
find_plugin_options() {
    # Java 17 takes the objects in an archive, 7 ms of its start, with this one only.
    if [ "$java_major" -eq 17 ]; then find_options G1GC; else find_options SerialGC; fi
    options="$options -XX:CompileThresholdScaling=2 -Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider -Dslf4j.internal.verbosity=WARN"
    options="$options -Djdk.includeInExceptions=hostInfoExclSocket"
    if [ "$java_major" -ge 25 ]; then
        options="$options -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:+DisplayVMOutputToStderr"
        options="$options -XX:-AOTReplayTraining -XX:CompileCommand=quiet"
        options="$options -XX:CompileCommand=CompileThresholdScaling,java.math.BigInteger::*,0.1"
    fi
}

run_java() {
    require_java
    find_options SerialGC
    main=$1
    shift
    # shellcheck disable=SC2086 # several words each
    exec "$java" $options "$library" ${java_options:-} -cp "$home/lib/*" "$main" "$@"
}

run_plugin() {
    require_java
    find_plugin_classpath
    find_plugin_options
    find_archive
    if has_archive; then
        # What a JVM has to say about an archive would go to stdout, in front of the answer.
        exec "$java" $options "$library" "$archive_option$archive" -Xlog:disable -cp "$classpath" "$1"
    fi
    exec "$java" $options "$library" -cp "$classpath" "$1"
}
