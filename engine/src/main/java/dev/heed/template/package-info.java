/**
 * Chat templates: the Jinja that published models use, as a small interpreter without reflection, bounded in steps and
 * characters. {@link dev.heed.template.ChatTemplate} is the way in; what it renders says which stretches came from users.
 * Calls only {@code dev.heed.format} and {@code dev.heed.text}; knows no model and no tokenizer.
 */
package dev.heed.template;
