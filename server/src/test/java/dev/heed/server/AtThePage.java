package dev.heed.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of one class share a visitor at the page. */
abstract class AtThePage {
    static Visit visit;
    static Chromium page;

    @BeforeAll
    static void open() {
        visit = Visit.open();
        page = visit.browser();
    }

    @AfterAll
    static void close() {
        visit.close();
    }
}
