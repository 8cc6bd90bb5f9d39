package dev.heed.template;

import dev.heed.text.Span;
import java.util.List;

/**
 * A chat as a model reads it.
 *
 * @param text what the template made of the messages
 * @param user the stretches of the text that came from users, in order and apart; nothing in them is a control token
 */
public record Rendered(String text, List<Span> user) {
    /** Copies the list. */
    public Rendered {
        user = List.copyOf(user);
    }
}
