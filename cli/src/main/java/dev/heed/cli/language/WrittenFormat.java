package dev.heed.cli.language;

import dev.heed.cli.console.CommandForm;
import java.util.function.Consumer;

/** How a written text is answered; the names are what the user types. */
enum WrittenFormat {
    /** As it comes, for people. */
    text,
    /** One document at the end. */
    json,
    /** One document a line: of a chat, one for each turn. */
    jsonl;

    static void define(CommandForm form, Consumer<WrittenFormat> set) {
        form.option(
                "--format",
                "FORMAT",
                WrittenFormat.class,
                set,
                "text as it comes; json or jsonl: a document with every token. Default: text.");
    }
}
