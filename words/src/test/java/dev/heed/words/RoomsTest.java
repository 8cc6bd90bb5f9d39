package dev.heed.words;

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
            .layer("training")
            .definedBy("dev.heed.training..")
            .layer("vectors")
            .definedBy("dev.heed.vectors..")
            .whereLayer("training")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("vectors")
            .mayOnlyBeAccessedByLayers("training");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.heed.(**)").should().beFreeOfCycles();

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
