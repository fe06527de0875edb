# Finds a JDK or JRE 17 or newer and starts a main class of the distribution with it. Sourced by the commands in bin.
#
#   no_java REASON      defined by the command: how it tells that there is none; must exit
#   run_java MAIN ARGS  replaces the shell
#   java_options        more options for the JVM, if the command sets it

find_java() {
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        echo "$JAVA_HOME/bin/java"
    else
        command -v java
    fi
}

# The major version. The release file spares the start of a JVM; some distributions leave it out, and the wrapper scripts of version
# managers have none beside them.
java_major() {
    file=$(readlink -f "$1")
    version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "${file%/*/*}/release" 2>/dev/null)
    [ -n "$version" ] || version=$("$1" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    version=${version#1.}
    major=${version%%[!0-9]*}
    echo "${major:-0}"
}

run_java() {
    java=$(find_java)
    [ -n "$java" ] || no_java "there is no java in JAVA_HOME or PATH"
    java_major=$(java_major "$java")
    [ "$java_major" -ge 17 ] || no_java "$java is of version $java_major"
    main=$1
    shift
    # A plugin lives for a fraction of a second: no optimising compiler, no parallel collector, no shared-memory statistics.
    # shellcheck disable=SC2086 # several words
    set -- ${java_options:-} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -cp "$home/lib/*" "$main" "$@"
    # From these versions on the JVM warns about native libraries (JEP 472) and about Unsafe (JEP 498) otherwise.
    [ "$java_major" -lt 22 ] || set -- --enable-native-access=ALL-UNNAMED "$@"
    [ "$java_major" -lt 23 ] || set -- --sun-misc-unsafe-memory-access=allow "$@"
    exec "$java" "$@"
}
