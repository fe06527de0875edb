package io.hostport4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the commands find their own files, and Java. */
class LauncherIT {

    private static final String ANSWER = "{\"cniVersion\":\"1.1.0\",\"supportedVersions\":"
            + "[\"0.1.0\",\"0.2.0\",\"0.3.0\",\"0.3.1\",\"0.4.0\",\"1.0.0\",\"1.1.0\"]}\n";

    @TempDir
    private Path folder;

    static List<Jdk> jdks() {
        return Jdk.usable();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void versionIsAnsweredAndNothingElseSaid(Jdk jdk) {
        assertAnswers(version(Distribution.portmap()).on(jdk));
    }

    @Test
    void theOldestAndANewerJavaAreInstalled() {
        assumeThat(jdks()).as("only %s is installed; nothing was started on another one", jdks())
                .hasSizeGreaterThan(1).anyMatch(jdk -> jdk.feature() == 17);
    }

    @Test
    void theWorkingDirectoryDoesNotMatter() {
        assertAnswers(version(Distribution.portmap()).on(Jdk.ofThisJvm()).from(folder));
        assertAnswers(version(Path.of("./portmap")).on(Jdk.ofThisJvm()).from(Distribution.bin()));
    }

    @Test
    void aSymbolicLinkWillDo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("portmap"), copyInFolderWithSpace().resolve("bin/portmap"));
        assertAnswers(version(link).on(Jdk.ofThisJvm()));
    }

    @Test
    void aChainOfRelativeLinksThroughFoldersWithSpacesWillDo() throws IOException {
        copyInFolderWithSpace();
        Path near = Files.createDirectories(folder.resolve("cni bin"));
        Files.createSymbolicLink(folder.resolve("home"), Path.of("host port/a copy"));
        Files.createSymbolicLink(folder.resolve("second link"), Path.of("home/bin/portmap"));
        Path first = Files.createSymbolicLink(near.resolve("portmap"), Path.of("../second link"));
        assertAnswers(version(first).on(Jdk.ofThisJvm()));
        assertAnswers(version(Path.of("cni bin/portmap")).on(Jdk.ofThisJvm()).from(folder));
    }

    @Test
    void theHostportCommandFindsItsHomeToo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("hostport"), copyInFolderWithSpace().resolve("bin/hostport"));
        assertThat(Launch.of(link, "version").on(Jdk.ofThisJvm()).execute().orThrow().stdout()).startsWith("hostport4j ");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theCnitoolFindsItsHomeToo(Jdk jdk) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("cnitool"), copyInFolderWithSpace().resolve("bin/cnitool"));
        Execution execution = Launch.of(link, "--version").on(jdk).execute().orThrow();
        assertThat(execution.stdout()).startsWith("cnitool (hostport4j) ");
        assertThat(execution.stderr()).isEmpty();
    }

    @Test
    void javaIsFoundInPath() throws IOException {
        LauncherTools tools = LauncherTools.in(folder);
        Launch launch = version(Distribution.portmap()).with("PATH", tools.folder() + ":" + Jdk.ofThisJvm().home().resolve("bin"));
        assertAnswers(launch);
        assertAnswers(launch.with("JAVA_HOME", ""));
        assertAnswers(launch.with("JAVA_HOME", folder.resolve("gone").toString()));
    }

    @Test
    void theWrapperScriptOfAVersionManagerIsAJava() throws IOException {
        LauncherTools tools = LauncherTools.in(folder);
        tools.script("java", "exec " + Jdk.ofThisJvm().home().resolve("bin/java") + " \"$@\"");
        assertAnswers(version(Distribution.portmap()).with("PATH", tools.folder().toString()));
    }

    @Test
    void withoutAnyJavaTheRuntimeAndTheOperatorAreTold() throws IOException {
        assertNoJava(version(Distribution.portmap()).with("PATH", LauncherTools.in(folder).folder().toString()), "there is no java in JAVA_HOME or PATH");
    }

    @Test
    void anOldJavaIsToldByItsReleaseFileAndNotStarted() throws IOException {
        Path old = fakeJava("touch \"$0.started\"");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        assertNoJava(version(Distribution.portmap()).with("JAVA_HOME", old.toString()), "is of version 11");
        assertThat(old.resolve("bin/java.started")).doesNotExist();
    }

    @Test
    void anOldJavaWithoutReleaseFileIsToldByItsOwnWord() throws IOException {
        Path old = fakeJava("echo 'openjdk version \"1.8.0_392\"' >&2");
        assertNoJava(version(Distribution.portmap()).with("JAVA_HOME", old.toString()), "is of version 8");
    }

    @Test
    void somethingElseThatIsCalledJavaIsNoJava() throws IOException {
        assertNoJava(version(Distribution.portmap()).with("JAVA_HOME", fakeJava("echo 'a \"quoted\\\" word'").toString()), "is of version 0");
    }

    @Test
    void theHostportCommandTellsToo() throws IOException {
        Execution execution = Launch.of(Distribution.hostport(), "list").with("PATH", LauncherTools.in(folder).folder().toString()).execute();
        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).isEmpty();
        assertThat(execution.stderr()).isEqualTo("hostport: there is no java in JAVA_HOME or PATH; install Java 17 or newer, or set JAVA_HOME\n");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anArchiveOfClassesIsMadeOnceAndChangesNoAnswer(Jdk jdk) throws IOException {
        Path home = copyInFolderWithSpace();
        Path archive = makeArchive(home, jdk);
        FileTime made = Files.getLastModifiedTime(archive);
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
        assertAnswers(version(home.resolve("bin/portmap")).on(jdk));
        assertThat(makeArchive(home, jdk)).isEqualTo(archive);
        assertThat(Files.getLastModifiedTime(archive)).as("the JVM can use it, so it stays").isEqualTo(made);
        assertThat(home.resolve("archive")).isDirectoryContaining(file -> file.equals(archive)).isDirectoryNotContaining("glob:**.config");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anArchiveThatDoesNotFitIsPassedOverWithoutAWordAndMadeAgain(Jdk jdk) throws IOException {
        Path home = copyInFolderWithSpace();
        Path archive = makeArchive(home, jdk);
        Files.writeString(archive.resolveSibling("spoiled"), "no archive at all");
        Files.move(archive.resolveSibling("spoiled"), archive, StandardCopyOption.REPLACE_EXISTING);
        assertAnswers(version(home.resolve("bin/portmap")).on(jdk));
        makeArchive(home, jdk);
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
        Files.setLastModifiedTime(core(home), FileTime.from(Files.getLastModifiedTime(archive).toInstant().plusSeconds(1)));
        assertAnswers(version(home.resolve("bin/portmap")).on(jdk));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whereNoArchiveCanBeMadeItIsSaidAndThePluginWorks(Jdk jdk) throws IOException {
        Path home = copyInFolderWithSpace();
        Files.writeString(home.resolve("archive"), "a file in the place of the folder");
        Execution execution = Launch.of(Path.of("/bin/sh"), home.resolve("lib/archive.sh").toString()).on(jdk).execute();
        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stderr()).startsWith("archive.sh: ").contains("cannot be made").hasLineCount(1);
        assertAnswers(version(home.resolve("bin/portmap")).on(jdk));
    }

    @Test
    void noClassIsInTwoArchives() throws IOException {
        // The order of lib/* is the file system's: a class that were there twice would be one or the other from node to node.
        String doubles = Launch.of(Path.of("/bin/sh"), "-c", """
                cd "$0" && for jar in *.jar; do "$JAVA_HOME/bin/jar" tf "$jar" | grep '[.]class$' | grep -v -e '^META-INF/' -e module-info; done \
                | sort | uniq -d""", Distribution.home().resolve("lib").toString()).on(Jdk.ofThisJvm()).execute().orThrow().stdout();
        assertThat(doubles).isEmpty();
    }

    private static Launch version(Path portmap) {
        return Launch.of(portmap).with("CNI_COMMAND", "VERSION");
    }

    private static void assertAnswers(Launch launch) {
        Execution execution = launch.execute();
        assertThat(execution.stderr()).isEmpty();
        assertThat(execution.stdout()).isEqualTo(ANSWER);
        assertThat(execution.exitCode()).isZero();
    }

    private static void assertNoJava(Launch launch, String reason) {
        Execution execution = launch.execute();
        assertThat(execution.stderr()).startsWith("portmap: ").contains(reason).contains("JAVA_HOME").hasLineCount(1);
        CniError error = CniError.of(execution);
        assertThat(error.code()).isEqualTo(999);
        assertThat(error.msg()).contains(reason);
    }

    private Path copyInFolderWithSpace() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("host port")).resolve("a copy");
        ProcessRun.of("cp", "-r", Distribution.home().toString(), copy.toString()).execute().orThrow();
        return copy;
    }

    private static Path makeArchive(Path home, Jdk jdk) {
        Launch.of(Path.of("/bin/sh"), home.resolve("lib/archive.sh").toString()).on(jdk).execute().orThrow();
        return home.resolve("archive/portmap-" + jdk.feature() + (jdk.feature() < 25 ? ".jsa" : ".aot"));
    }

    private static Path core(Path home) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("hostport4j-core-")).findFirst().orElseThrow();
        }
    }

    private Path fakeJava(String script) throws IOException {
        Path home = folder.resolve("fake \"java\"");
        new LauncherTools(Files.createDirectories(home.resolve("bin"))).script("java", script);
        return home;
    }
}
