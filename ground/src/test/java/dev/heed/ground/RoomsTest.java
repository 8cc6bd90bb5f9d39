package dev.heed.ground;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
            .layer("search")
            .definedBy("dev.heed.search")
            .layer("lines")
            .definedBy("dev.heed.lines")
            .layer("cache")
            .definedBy("dev.heed.cache")
            .layer("kernel")
            .definedBy("dev.heed.kernel..")
            .layer("format")
            .definedBy("dev.heed.format..")
            .whereLayer("search")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("lines")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cache")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("kernel")
            .mayOnlyBeAccessedByLayers("search")
            .whereLayer("format")
            .mayOnlyBeAccessedByLayers("lines");

    @ArchTest
    static final ArchRule KERNELS_BY_OPERATION = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("seam")
            .definedBy("dev.heed.kernel")
            .layer("linear")
            .definedBy("dev.heed.kernel.linear")
            .layer("block")
            .definedBy("dev.heed.kernel.block..")
            .layer("tile")
            .definedBy("dev.heed.kernel.tile")
            .layer("rows")
            .definedBy("dev.heed.kernel.rows")
            .layer("search")
            .definedBy("dev.heed.kernel.search")
            .layer("window")
            .definedBy("dev.heed.kernel.window")
            .layer("assembler")
            .definedBy("dev.heed.kernel.assembler")
            .withOptionalLayers(true)
            .whereLayer("seam")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("search")
            .mayOnlyBeAccessedByLayers("seam")
            .whereLayer("window")
            .mayOnlyBeAccessedByLayers("seam")
            .whereLayer("block")
            .mayOnlyBeAccessedByLayers("seam")
            .whereLayer("linear")
            .mayOnlyBeAccessedByLayers("seam", "block")
            .whereLayer("tile")
            .mayOnlyBeAccessedByLayers("seam", "linear", "block")
            .whereLayer("rows")
            .mayOnlyBeAccessedByLayers("seam", "linear", "tile", "window", "block");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.heed.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_LOWEST_FLOOR_CALLS_ONLY_THE_JDK = classes()
            .that()
            .resideInAnyPackage("dev.heed.tensor", "dev.heed.text", "dev.heed.parallel", "dev.heed.cache")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.heed.tensor", "dev.heed.text", "dev.heed.parallel", "dev.heed.cache");

    @ArchTest
    static final ArchRule ONLY_ITS_OWN_FILES_TOUCH_THE_VECTOR_API = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Vector")
            .and()
            .haveSimpleNameNotStartingWith("KernelChoice")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..");

    @ArchTest
    static final ArchRule WHO_READS_JSON = noClasses()
            .that()
            .resideOutsideOfPackages("dev.heed.format..")
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
