package dev.heed.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How fast and how light the page is, on this machine: {@code ./build page}. Prints figures and asserts none. */
class PageMeasures {
    private static final int TIMES = 9;
    private static final String TWELVE_WORDS = "On Friday afternoon the old bank by the river lends money again";
    /** Milliseconds between the last answer and the frame that shows the long text. */
    private static final String SHOWN_AFTER_ANSWER = """
            const done = arguments[arguments.length - 1];
            const field = document.getElementById('text');
            performance.clearResourceTimings();
            new MutationObserver((_, watch) => {
                if (!document.querySelector('.long')) return;
                watch.disconnect();
                requestAnimationFrame(() => setTimeout(() => {
                    const answers = performance.getEntriesByType('resource').filter(r => r.name.includes('/api/'));
                    done(performance.now() - Math.max(...answers.map(r => r.responseEnd)));
                }));
            }).observe(document.querySelector('main'), { childList: true });
            field.value = arguments[0];
            document.querySelector('.ask .primary').click();
            """;
    /** The longest frame while the whole text is scrolled through, two screens a second. */
    private static final String LONGEST_FRAME = """
            const done = arguments[arguments.length - 1];
            const text = document.querySelector('.long');
            let last = performance.now(), longest = 0, frames = 0;
            const step = now => {
                longest = Math.max(longest, now - last);
                last = now;
                frames++;
                text.scrollTop += text.clientHeight / 30;
                if (text.scrollTop + text.clientHeight >= text.scrollHeight - 2) done([longest, frames]);
                else requestAnimationFrame(step);
            };
            requestAnimationFrame(first => { last = first; requestAnimationFrame(step); });
            """;

    @Test
    void print() throws Exception {
        started();
        try (Visit visit = Visit.open()) {
            Chromium page = visit.browser();
            page.driver().executeCdpCommand("Network.enable", Map.of());
            page.driver().executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
            double[] paints = new double[TIMES];
            for (int i = 0; i < TIMES; i++) {
                visit.to();
                paints[i] = ((Number) page.script(
                                "return performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                        .doubleValue();
            }
            say("first paint of the served page, cold cache", paints, "ms");
            Number bytes = (Number) page.script("return performance.getEntriesByType('resource')"
                    + ".concat(performance.getEntriesByType('navigation'))"
                    + ".reduce((sum, each) => sum + each.transferSize, 0)");
            System.out.printf(Locale.ROOT, "page weight, everything loaded: %.0f kB%n", bytes.doubleValue() / 1000);
            attend(visit);
            page.driver().manage().timeouts().scriptTimeout(java.time.Duration.ofMinutes(2));
            for (int words : new int[] {4_000, 8_000}) {
                visit.to();
                String text = LongTextTest.text(words);
                Object after = page.driver().executeAsyncScript(SHOWN_AFTER_ANSWER, text);
                System.out.printf(
                        Locale.ROOT,
                        "%,d words: on screen %.0f ms after the answer%n",
                        words,
                        ((Number) after).doubleValue());
                var frames = (java.util.List<?>) page.driver().executeAsyncScript(LONGEST_FRAME);
                System.out.printf(
                        Locale.ROOT,
                        "%,d words: longest of %s frames while scrolling %.0f ms%n",
                        words,
                        frames.get(1),
                        ((Number) frames.get(0)).doubleValue());
            }
        }
    }

    private static void attend(Visit visit) throws Exception {
        Asking asking = new Asking(visit.server().port());
        double[] times = new double[200];
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            asking.post("/api/attend", "{\"text\":\"" + TWELVE_WORDS + "\"}");
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        say("attend for 12 words, the first 20 requests", Arrays.copyOf(times, 20), "ms");
        say("attend for 12 words, the last 100 requests", Arrays.copyOfRange(times, 100, 200), "ms");
    }

    /** From the command to the line with the address. */
    private static void started() throws Exception {
        double[] times = new double[5];
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            Process heed = new ProcessBuilder("./heed", "serve", "--port", "0")
                    .directory(new File("..").getCanonicalFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var lines = new BufferedReader(new InputStreamReader(heed.getInputStream(), StandardCharsets.UTF_8))) {
                lines.readLine();
                times[i] = (System.nanoTime() - begin) / 1e6;
            } finally {
                heed.destroy();
                heed.waitFor();
            }
        }
        say("heed serve, from the command to its address", times, "ms");
    }

    private static void say(String what, double[] times, String unit) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%s: median %.1f %s, best %.1f, worst %.1f%n",
                what,
                sorted[sorted.length / 2],
                unit,
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
