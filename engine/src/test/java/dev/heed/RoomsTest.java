package dev.heed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;

/** The dependency rule of ARCHITECTURE.md: rooms call what stands below them, nothing else. */
@AnalyzeClasses(
        packages = "dev.heed",
        importOptions = {ImportOption.DoNotIncludeTests.class, RoomsTest.OwnClasses.class})
class RoomsTest {
    /** This module's classes alone, whether its neighbours are jars or folders in this run. */
    static final class OwnClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return location.asURI()
                    .getPath()
                    .startsWith(Path.of("target", "classes").toUri().getPath());
        }
    }

    @ArchTest
    static final ArchRule DEPENDENCIES_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("texts")
            .definedBy("dev.heed.translation")
            .layer("api")
            .definedBy("dev.heed")
            .layer("generation")
            .definedBy("dev.heed.generation..")
            .layer("template")
            .definedBy("dev.heed.template")
            .layer("model")
            .definedBy("dev.heed.model..")
            .layer("attention")
            .definedBy("dev.heed.attention")
            .layer("tokenizer")
            .definedBy("dev.heed.tokenizer..")
            .layer("spi")
            .definedBy("dev.heed.spi")
            .whereLayer("texts")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("texts")
            .whereLayer("generation")
            .mayOnlyBeAccessedByLayers("texts", "api")
            .whereLayer("template")
            .mayOnlyBeAccessedByLayers("api", "generation")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("api", "generation")
            .whereLayer("attention")
            .mayOnlyBeAccessedByLayers("api", "model", "generation")
            .whereLayer("tokenizer")
            .mayOnlyBeAccessedByLayers("api", "model", "generation")
            .whereLayer("spi")
            .mayOnlyBeAccessedByLayers("api", "model");

    @ArchTest
    static final ArchRule FLOORS_OF_THE_MODEL = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("folder")
            .definedBy("dev.heed.model.folder")
            .layer("family")
            .definedBy("dev.heed.model.family")
            .layer("blueprint")
            .definedBy("dev.heed.model.blueprint")
            .layer("weights")
            .definedBy("dev.heed.model.weights")
            .layer("transformer")
            .definedBy("dev.heed.model")
            .whereLayer("folder")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("family")
            .mayOnlyBeAccessedByLayers("folder")
            .whereLayer("blueprint")
            .mayOnlyBeAccessedByLayers("folder", "family")
            .whereLayer("weights")
            .mayOnlyBeAccessedByLayers("folder", "family", "blueprint")
            .whereLayer("transformer")
            .mayOnlyBeAccessedByLayers("folder", "family", "blueprint", "weights");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.heed.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHO_READS_JSON = noClasses()
            .that()
            .resideOutsideOfPackages("dev.heed.tokenizer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule THE_LIBRARY_NEITHER_PRINTS_NOR_EXITS_NOR_SETS_PROPERTIES = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "setProperty", String.class, String.class);

    @ArchTest
    static final ArchRule NO_DRAWERS_FOR_ODDMENTS = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..")
            .orShould()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveSimpleNameEndingWith("Impl");
}
