package dev.heed.server.chat;

import dev.heed.server.http.Keys;
import java.util.List;
import java.util.Set;

/**
 * How calls are to be read out of one answer.
 *
 * @param names of the functions that may be called
 * @param opening how the model's turn begins where it must call one; empty where it may say something instead
 * @param schema of what it writes behind that; null for free text
 * @param several whether more than the first call counts
 */
record Calling(CallForm form, Set<String> names, String opening, Object schema, boolean several) {
    /** What a request and a model's template make of it. */
    static Calling of(OfferedTools tools, CallForm form) {
        if (!tools.required()) {
            return new Calling(form, tools.names(), "", null, tools.several());
        }
        if (form.kind() == CallForm.Kind.NAMED && tools.callable().size() > 1) {
            throw Asked.malformed(
                    "tool_choice",
                    "expected auto, or one function by its name: this model writes a call's name outside of JSON, where"
                            + " none can be kept out");
        }
        return new Calling(
                form,
                tools.names(),
                form.opening(tools.callable().getFirst().name()),
                CallSchema.of(form, tools.callable(), tools.several()),
                tools.several());
    }

    /** A reader of one answer. */
    CallReader reader() {
        CallReader reader = form.reader(names);
        reader.add(opening);
        return reader;
    }

    /** The calls that count. */
    List<CalledFunction> counted(CallReader reader) {
        List<CalledFunction> all = reader.calls();
        return several || all.size() < 2 ? all : all.subList(0, 1);
    }

    /** A schema for the whole answer leaves no room for a call. */
    static void refuseSchema(Keys keys, Object schema) {
        if (schema != null) {
            throw Asked.malformed(
                    "response_format",
                    "expected text beside tools, got "
                            + keys.object("response_format").text("type") + "; a call is no such text");
        }
    }
}
