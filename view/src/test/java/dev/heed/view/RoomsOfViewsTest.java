package dev.heed.view;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependency rule of the views. */
@AnalyzeClasses(packages = "dev.heed.view", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsOfViewsTest {
    @ArchTest
    static final ArchRule DEPENDENCIES_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.heed.view..")
            .layer("pictures")
            .definedBy("dev.heed.view.picture")
            .layer("documents")
            .definedBy("dev.heed.view.json")
            .layer("views")
            .definedBy("dev.heed.view")
            .layer("drawing")
            .definedBy("dev.heed.view.draw")
            .layer("fonts")
            .definedBy("dev.heed.view.font")
            .whereLayer("pictures")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("documents")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("views")
            .mayOnlyBeAccessedByLayers("pictures", "documents")
            .whereLayer("drawing")
            .mayOnlyBeAccessedByLayers("pictures")
            .whereLayer("fonts")
            .mayOnlyBeAccessedByLayers("pictures", "drawing");

    /** AWT's fonts need fontconfig and system fonts, and measure differently from machine to machine. */
    @ArchTest
    static final ArchRule NO_FONT_OF_AWT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt.font..", "sun..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.awt.Font")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.awt.FontMetrics");

    @ArchTest
    static final ArchRule ONLY_PNG_KNOWS_AWT = noClasses()
            .that()
            .doNotHaveSimpleName("Png")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.awt..");
}
