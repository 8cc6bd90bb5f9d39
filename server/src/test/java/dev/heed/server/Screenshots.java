package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.Translator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every view at three widths, light and dark, as images to be looked at: {@code ./build screenshots DIR [VIEW…]}. */
class Screenshots {
    private static final Path TRANSLATES = Path.of("../engine/src/test/resources/dev/heed/translation/small-en-de");
    private static final int[] WIDTHS = {360, 1280, 1920};
    private static final String SENTENCE = "I went to the bank to deposit money.";
    private static final String MIXED = "שלום עולם bank 123 مرحبا بالعالم cafe\u0301 👩‍👩‍👧 \u202eabc <b>\"x\"</b>";

    private static final Map<String, String> VIEWS = new LinkedHashMap<>();

    static {
        VIEWS.put("attend", "");
        VIEWS.put("attend-model", "mode=model&word=14&text=" + encoded(SENTENCE));
        VIEWS.put("attend-tokens", "mode=model&unit=token&special=dimmed&text=" + encoded("The unbelievable bank"));
        VIEWS.put("attend-folded", "mode=model&special=folded&head=8&word=14&text=" + encoded(SENTENCE));
        VIEWS.put("attend-mixed", "mode=model&text=" + encoded(MIXED));
        VIEWS.put(
                "attend-beside",
                "mode=model&word=14&besideWord=20&text=" + encoded(SENTENCE) + "&beside="
                        + encoded("We sat by the river bank."));
        VIEWS.put(
                "attend-wrapped",
                "mode=model&word=32&text="
                        + encoded("The old clerk of the small bank by the river, who had never lent money to anyone"
                                + " before, smiled and opened the heavy door."));
        VIEWS.put("attend-long", "mode=simple&text=" + encoded((SENTENCE + " We sat by the river bank. ").repeat(60)));
        VIEWS.put("attend-windows", "mode=model&text=" + encoded((SENTENCE + " We sat by the river. ").repeat(40)));
        for (int step = 0; step < 5; step++) {
            VIEWS.put("steps-simple-" + (step + 1), "view=steps&step=" + step);
        }
        for (int step = 0; step < 7; step++) {
            VIEWS.put(
                    "steps-model-" + (step + 1),
                    "view=steps&mode=model&layer=3&head=8&word=14&step=" + step + "&text=" + encoded(SENTENCE));
        }
        VIEWS.put("heads", "view=heads&text=" + encoded(SENTENCE));
        VIEWS.put("beyond", "view=beyond&word=14&text=" + encoded(SENTENCE));
        VIEWS.put("beyond-mixed", "view=beyond&text=" + encoded(MIXED));
        VIEWS.put("context", "view=context");
        VIEWS.put(
                "context-four",
                "view=context&texts=" + encoded(SENTENCE) + "&texts=" + encoded("We sat by the river bank.") + "&texts="
                        + encoded("The bank lent her money.") + "&texts=" + encoded("Fish hide under the muddy bank."));
        VIEWS.put("similarity", "view=similarity");
        VIEWS.put("similarity-mixed", "view=similarity&a=" + encoded(MIXED) + "&b=" + encoded(SENTENCE.repeat(2)));
        VIEWS.put("senses", "view=senses");
        VIEWS.put("concordance", "view=concordance");
        VIEWS.put("next", "view=next");
        VIEWS.put("next-cold", "view=next&temperature=40&story=" + encoded("Lily went to the"));
        VIEWS.put(
                "translate",
                "view=translate&source="
                        + encoded(
                                "# The bank\n\n- We sat on the bank of the river.\n- I went to the bank to deposit money."));
        VIEWS.put("refused", "mode=model&layer=9");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A name, or the beginning of several before a {@code *}. */
    private static boolean means(String wanted, String view) {
        return wanted.endsWith("*") ? view.startsWith(wanted.substring(0, wanted.length() - 1)) : view.equals(wanted);
    }

    @Test
    void take() throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
        List<String> wanted = List.of(System.getProperty("views", "").strip().split(" +"));
        try (Encoder encoder = Encoder.open(Models.minilm());
                LanguageModel language = LanguageModel.open(Models.stories());
                Translator translator = Translator.open(Models.folder(TRANSLATES));
                HeedServer server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
                Chromium browser = Chromium.open()) {
            server.serve(List.of(encoder), List.of(language), List.of(), List.of(), List.of(), List.of(translator));
            for (var view : VIEWS.entrySet()) {
                if (wanted.getFirst().isEmpty() || wanted.stream().anyMatch(name -> means(name, view.getKey()))) {
                    for (int width : WIDTHS) {
                        for (boolean dark : new boolean[] {false, true}) {
                            browser.window(width, width == 360 ? 740 : width * 9 / 16, dark);
                            browser.driver().get("about:blank");
                            browser.driver().get(server.address() + "#" + view.getValue());
                            browser.find("main .view, .trouble p");
                            browser.settle();
                            String name = view.getKey() + "-" + width + (dark ? "-dark" : "") + ".png";
                            Files.write(folder.resolve(name), browser.picture());
                        }
                    }
                }
            }
        }
    }
}
