package dev.heed.index;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependency rule of ARCHITECTURE.md for the rooms of this module. */
@AnalyzeClasses(packages = "dev.heed.index", importOptions = ImportOption.DoNotIncludeTests.class)
class IndexRoomsTest {
    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.heed.index.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_LUCENE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.heed.index.store")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule THE_STORE_KNOWS_NO_MODEL = noClasses()
            .that()
            .resideInAnyPackage("dev.heed.index.store", "dev.heed.index.source")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("dev\\.heed\\.(Encoder|Encoding|Model|Models)");

    @ArchTest
    static final ArchRule SOURCES_AND_USES_ARE_THE_GROUND = noClasses()
            .that()
            .resideInAnyPackage("dev.heed.index.source", "dev.heed.index.use")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.heed.index", "dev.heed.index.store");

    @ArchTest
    static final ArchRule THE_LIBRARY_NEITHER_PRINTS_NOR_EXITS = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);
}
