package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.Models;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A visitor at the page: Chromium, a real server on a free port, the real model. Opened once for a class of tests. */
record Visit(Encoder encoder, LanguageModel language, HeedServer server, Chromium browser) implements AutoCloseable {
    static final String MONEY = "I went to the bank to deposit money.";
    static final int BANK = 14; // where it starts there

    static Visit open() {
        return open(Encoder.open(Models.minilm()));
    }

    static Visit open(Encoder encoder) {
        LanguageModel language = LanguageModel.open(Models.stories());
        HeedServer server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        server.serve(List.of(encoder), List.of(language));
        return new Visit(encoder, language, server, Chromium.open());
    }

    /** Opens the page on what the keys and values say. */
    void to(Object... keysAndValues) {
        browser.visit(server.address() + "#" + address(keysAndValues));
    }

    static String address(Object... keysAndValues) {
        StringBuilder address = new StringBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            address.append(i == 0 ? "" : "&")
                    .append(keysAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(keysAndValues[i + 1].toString(), StandardCharsets.UTF_8));
        }
        return address.toString();
    }

    /** A number of the engine as the page prints it. */
    static String printed(float value, int digits) {
        BigDecimal exact = new BigDecimal(Double.parseDouble(Float.toString(Math.abs(value))));
        BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_UP);
        return (value < 0 && rounded.signum() != 0 ? "\u2212" : "") + rounded.toPlainString();
    }

    static String printed(float value) {
        return printed(value, 3);
    }

    /** Numbers of the engine as the page prints them. */
    static List<String> printedAll(float[] values) {
        List<String> all = new java.util.ArrayList<>();
        for (float value : values) {
            all.add(printed(value));
        }
        return all;
    }

    /** A number of the page, read. */
    static double read(String printed) {
        return Double.parseDouble(printed.strip().replace('\u2212', '-'));
    }

    @Override
    public void close() {
        browser.close();
        server.close();
        encoder.close();
        language.close();
    }
}
