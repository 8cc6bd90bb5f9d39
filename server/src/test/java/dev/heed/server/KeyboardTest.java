package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Everything without a mouse: Tab goes from one control to the next, arrows move inside it, Enter holds. */
class KeyboardTest extends AtThePage {
    /** Presses Tab until the focus is on what the selector says; fails if it never comes. */
    private static void tabTo(String selector) {
        for (int i = 0; i < 40; i++) {
            page.press(Keys.TAB);
            if ((Boolean) page.script("return document.activeElement.matches(arguments[0])", selector)) {
                return;
            }
        }
        throw new AssertionError("Tab never reaches " + selector + ", it ended at " + page.focused());
    }

    @Test
    void a_text_is_entered_a_head_chosen_and_a_word_held() {
        visit.to();
        tabTo("#text");
        page.press(Keys.chord(Keys.CONTROL, "a"), Visit.MONEY, Keys.ENTER);
        tabTo("#mode-simple");
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.focused()).isEqualTo("mode-model");
        tabTo("#head");
        page.press("8");
        assertThat(page.driver().getCurrentUrl()).contains("mode=model", "head=8");
        tabTo("heed-links .from .word");
        page.press(Keys.ARROW_RIGHT);
        page.press(Keys.ARROW_RIGHT);
        page.press(Keys.ARROW_RIGHT);
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.find(".from [aria-pressed=true]").getText()).isEqualTo("bank");
        assertThat(page.script("return document.activeElement.matches('.from [aria-pressed=true]')"))
                .isEqualTo(true);
        assertThat(page.texts(".to .share").get(7)).isEqualTo("0.653");
        tabTo(".matrix th button");
        page.press(Keys.ENTER);
        assertThat(page.find(".matrix .chosen th").getText()).isEqualTo("[CLS]");
    }

    @Test
    void every_view_is_reached_and_left() {
        visit.to();
        for (String view :
                new String[] {"steps", "heads", "beyond", "context", "similarity", "senses", "concordance", "attend"}) {
            page.script("document.activeElement.blur()");
            boolean attend = view.equals("attend");
            tabTo(attend ? "nav a:first-child" : "nav a[href*='view=" + view + "']");
            page.press(Keys.ENTER);
            page.find("main .view");
            assertThat(page.find("nav [aria-current]").getAttribute("href")).contains(attend ? "#" : view);
        }
    }

    @Test
    void heads_are_walked_in_two_directions() {
        visit.to("view", "heads");
        tabTo(".thumb");
        page.press(Keys.ARROW_RIGHT);
        page.press(Keys.ARROW_DOWN);
        assertThat(page.focused()).startsWith("Layer 2, head 2: ").contains("% of its weight goes to ");
        page.press(Keys.ENTER);
        page.find("heed-links");
        assertThat(page.driver().getCurrentUrl()).contains("layer=2", "head=2");
    }

    @Test
    void the_largest_weights_of_a_long_text_lead_into_it() {
        visit.to("text", LongTextTest.text(900));
        tabTo(".ranking button");
        page.press(Keys.ARROW_DOWN);
        page.press(Keys.ARROW_DOWN);
        String place = page.texts(".ranking .place").get(2);
        page.press(Keys.ENTER);
        assertThat(page.script("return document.activeElement.closest('.long') && document.activeElement.dataset.at"))
                .isEqualTo("" + (Integer.parseInt(place) - 1));
        page.press(Keys.ENTER);
        assertThat(page.find(".long [aria-pressed=true]").getAttribute("data-at"))
                .as("Enter asks for its row")
                .isEqualTo("" + (Integer.parseInt(place) - 1));
    }

    @Test
    void lines_are_judged_and_senses_read_and_split() {
        visit.to("view", "concordance");
        tabTo(".judge.not");
        page.press(Keys.SPACE);
        page.wait(() -> page.all(".kwic tr.not").size() == 1);

        visit.to("view", "senses");
        tabTo(".lines-of .plain");
        page.press(Keys.ENTER);
        assertThat(page.find(".line-read").getText()).startsWith("line ").contains("bank");
        int found = page.all(".sense").size();
        tabTo(".sense .buttons button");
        page.press(Keys.ENTER);
        page.wait(() -> page.all(".sense").size() == found + 1);
    }

    @Test
    void the_focus_is_seen_and_the_first_tab_leads_to_the_picture() {
        visit.to();
        page.press(Keys.TAB);
        assertThat(page.focused()).isEqualTo("To the picture");
        page.press(Keys.ENTER);
        assertThat(page.focused()).isEqualTo("main");
        page.press(Keys.TAB);
        assertThat(page.script("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }
}
