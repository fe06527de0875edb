package io.hostport4j.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows that docs/architecture.md draws, where Maven cannot see them: between packages of one module. */
@AnalyzeClasses(packages = "io.hostport4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule inCoreOnlyTheCniAdapterKnowsCni = noClasses()
            .that().resideInAPackage("io.hostport4j.core..").and().resideOutsideOfPackages("io.hostport4j.core.cni", "io.hostport4j.core.walk")
            .should().dependOnClassesThat().resideInAPackage("io.hostport4j.cni..");

    @ArchTest
    static final ArchRule theWalkKnowsOfCniNoMoreThanItsJson = noClasses().that().resideInAPackage("io.hostport4j.core.walk")
            .should().dependOnClassesThat().resideInAnyPackage("io.hostport4j.cni.types..", "io.hostport4j.cni.plugin..");

    @ArchTest
    static final ArchRule inNetlinkOnlyTheBackendKnowsTheEngine = noClasses()
            .that().resideInAPackage("io.hostport4j.netlink..").and().resideOutsideOfPackage("io.hostport4j.netlink.backend..")
            .should().dependOnClassesThat().resideInAPackage("io.hostport4j.core..");

    @ArchTest
    static final ArchRule theModelKnowsOnlyTheJdk = noClasses().that().resideInAPackage("io.hostport4j.core.model")
            .should().dependOnClassesThat().resideOutsideOfPackages("io.hostport4j.core.model", "java..");

    @ArchTest
    static final ArchRule theTableKnowsOnlyTheModelAndWhatABackendIs = noClasses().that().resideInAPackage("io.hostport4j.core.table")
            .should().dependOnClassesThat()
            .resideOutsideOfPackages("io.hostport4j.core.table", "io.hostport4j.core.model", "io.hostport4j.core.spi", "java..");

    @ArchTest
    static final ArchRule onlyOneClassOfEachImplementationSpeaksToNativeCode = noClasses()
            .that().resideOutsideOfPackage("io.hostport4j.testkit..").and().haveNameNotMatching(".*netlink\\.socket\\.(Jnr|Ffm)Syscalls.*")
            .should().dependOnClassesThat().resideInAnyPackage("jnr..", "com.kenai..", "java.lang.foreign..");

    @ArchTest
    static final ArchRule onlyOnePackageAndTheReaderOfNftKnowTheJsonLibrary = noClasses()
            .that().resideOutsideOfPackages("io.hostport4j.cni.json", "io.hostport4j.testkit..")
            .and().doNotHaveFullyQualifiedName("io.hostport4j.nftables.JsonValue")
            .should().dependOnClassesThat().resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule onlyTwoClassesOfTheLibraryStartProcesses = noClasses()
            .that().resideInAnyPackage("io.hostport4j.core..", "io.hostport4j.netlink..", "io.hostport4j.nftables..", "io.hostport4j.iptables..",
                    "io.hostport4j.cni..")
            .and().doNotHaveFullyQualifiedName("io.hostport4j.core.tool.ProcessTools")
            .and().doNotHaveFullyQualifiedName("io.hostport4j.cni.runtime.ProcessInvoker")
            .and().doNotHaveFullyQualifiedName("io.hostport4j.cni.runtime.ProcessInvoker$Starter")
            .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould().callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule packagesOfTheLibraryFormNoCycle = slices()
            .matching("io.hostport4j.(cni|core|netlink).(*)..").should().beFreeOfCycles();
}
