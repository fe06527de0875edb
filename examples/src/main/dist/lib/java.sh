# Finds a JDK or JRE 17 or newer and starts a main class of the distribution with it. Sourced by the commands in bin.
#
#   no_java REASON      defined by the command: how it tells that there is none; must exit
#   run_java MAIN ARGS  replaces the shell

java_home() {
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        echo "$JAVA_HOME"
    elif java=$(command -v java); then
        java=$(readlink -f "$java")
        echo "${java%/bin/java}"
    fi
}

# The major version. The release file spares the start of a JVM; some distributions leave it out.
java_major() {
    version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" 2>/dev/null)
    [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    version=${version#1.}
    major=${version%%[!0-9]*}
    echo "${major:-0}"
}

run_java() {
    java_home=$(java_home)
    [ -n "$java_home" ] || no_java "there is no java in JAVA_HOME or PATH"
    java_major=$(java_major "$java_home")
    [ "$java_major" -ge 17 ] || no_java "the java in $java_home is of version $java_major"
    main=$1
    shift
    # A plugin lives for a fraction of a second: no optimising compiler, no parallel collector, no shared-memory statistics.
    set -- -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -cp "$home/lib/*" "$main" "$@"
    # From these versions on the JVM warns about native libraries (JEP 472) and about Unsafe (JEP 498) otherwise.
    [ "$java_major" -lt 22 ] || set -- --enable-native-access=ALL-UNNAMED "$@"
    [ "$java_major" -lt 23 ] || set -- --sun-misc-unsafe-memory-access=allow "$@"
    exec "$java_home/bin/java" "$@"
}
