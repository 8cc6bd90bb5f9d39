package dev.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The BOM and the build say the same. What is in the jars is checked by {@code ./build check-release}. */
class ReleaseTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> NOT_PUBLISHED = List.of("bom", "clients", "bench");

    @Test
    void the_bom_lists_every_module_and_its_version() throws Exception {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        List<String> published = all("<module>([^<]*)</module>", parent)
                .filter(module -> !NOT_PUBLISHED.contains(module) && !module.startsWith("examples/"))
                .distinct()
                .map(module -> artifact(ROOT.resolve(module).resolve("pom.xml")))
                .sorted()
                .toList();
        String bom = Files.readString(ROOT.resolve("bom/pom.xml"));
        List<String> listed = all(
                        "<artifactId>([^<]*)</artifactId>", bom.substring(bom.indexOf("<dependencyManagement>")))
                .sorted()
                .toList();
        assertThat(listed).isEqualTo(published).contains("heed");
        assertThat(all("<version>([^<]*)</version>", bom).findFirst())
                .isEqualTo(all("<version>([^<]*)</version>", parent).findFirst());
    }

    private static String artifact(Path pom) {
        try {
            String text = Files.readString(pom);
            return all("<artifactId>([^<]*)</artifactId>", text.substring(text.indexOf("</parent>")))
                    .findFirst()
                    .orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
