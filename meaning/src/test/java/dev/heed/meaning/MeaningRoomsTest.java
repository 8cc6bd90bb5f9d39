package dev.heed.meaning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependency rule of ARCHITECTURE.md for the rooms of this module. */
@AnalyzeClasses(packages = "dev.heed.meaning", importOptions = ImportOption.DoNotIncludeTests.class)
class MeaningRoomsTest {
    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.heed.meaning.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule STATISTICS_AND_CORPUS_ARE_THE_GROUND = noClasses()
            .that()
            .resideInAnyPackage("dev.heed.meaning.statistics", "dev.heed.meaning.corpus")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.heed.meaning.feature..",
                    "dev.heed.meaning.similarity..",
                    "dev.heed.meaning.sense..",
                    "dev.heed.meaning.concordance..");

    @ArchTest
    static final ArchRule FEATURES_KNOW_NO_USE_OF_THEM = noClasses()
            .that()
            .resideInAPackage("dev.heed.meaning.feature")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.heed.meaning.similarity..", "dev.heed.meaning.sense..", "dev.heed.meaning.concordance..");

    @ArchTest
    static final ArchRule THE_LIBRARY_NEITHER_PRINTS_NOR_EXITS = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);
}
