package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The server goes away while someone looks, and comes back. */
class OutageTest {
    @Test
    void the_page_says_so_keeps_what_it_shows_and_goes_on_when_the_server_is_back() {
        try (Encoder encoder = Encoder.open(Models.minilm());
                Chromium page = Chromium.open()) {
            HeedServer server = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder));
            int port = server.port();
            page.visit(server.address());
            server.close();

            page.find("#text").sendKeys(Keys.chord(Keys.CONTROL, "a"), "money grows", Keys.ENTER);
            page.find(".trouble .error");
            assertThat(page.texts(".trouble p").getFirst())
                    .startsWith("The server does not answer. Start it again with heed serve");
            assertThat(page.texts(".to .word"))
                    .as("what was seen stays")
                    .first()
                    .asString()
                    .startsWith("bank");

            try (HeedServer _ = HeedServer.start(HeedServer.Options.LOCAL.port(port), List.of(encoder))) {
                page.wait(() -> page.all(".trouble p").isEmpty());
                page.settle();
                assertThat(page.texts(".to .word"))
                        .hasSize(2)
                        .first()
                        .asString()
                        .startsWith("money");
            }
        }
    }
}
