package dev.heed.server.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls that begin with a marker, anywhere in a text. */
final class MarkedCalls implements CallReader {
    private final CallForm.Kind kind;
    private final Set<String> names;
    private final StringBuilder pending = new StringBuilder();
    private final List<CalledFunction> calls = new ArrayList<>();

    /** @param names of the functions that may be called */
    MarkedCalls(CallForm.Kind kind, Set<String> names) {
        this.kind = kind;
        this.names = names;
    }

    /**
     * What stands behind a marker.
     *
     * @param end behind the calls
     * @param calls empty where there are none; null where that is not known yet
     */
    private record Found(int end, List<CalledFunction> calls) {
        static final Found UNKNOWN = new Found(0, null);
        static final Found NONE = new Found(0, List.of());
    }

    @Override
    public List<CalledFunction> calls() {
        return calls;
    }

    @Override
    public String add(String piece) {
        pending.append(piece);
        return read(false);
    }

    @Override
    public String end() {
        String rest = read(true);
        return rest.isBlank() && !calls.isEmpty() ? "" : rest;
    }

    private String read(boolean over) {
        StringBuilder text = new StringBuilder();
        while (!pending.isEmpty()) {
            int begin = pending.indexOf(kind.marker());
            if (begin < 0) {
                text.append(take(over ? pending.length() : pending.length() - held()));
                break;
            }
            text.append(take(blanksBefore(begin)));
            int behind = pending.indexOf(kind.marker()) + kind.marker().length();
            Found found = found(behind, over);
            if (found.calls() == null) {
                break;
            }
            if (found.calls().isEmpty()) {
                text.append(take(behind));
            } else {
                calls.addAll(found.calls());
                pending.delete(0, found.end());
            }
        }
        return text.toString();
    }

    private Found found(int behind, boolean over) {
        Found found = kind == CallForm.Kind.NAMED ? named(behind) : json(behind);
        return found.calls() == null && over ? Found.NONE : kind == CallForm.Kind.TAGGED ? closed(found, over) : found;
    }

    /** An object, or an array of them. */
    private Found json(int behind) {
        int at = CallForm.behindBlanks(pending, behind);
        if (at == pending.length()) {
            return Found.UNKNOWN;
        }
        boolean begins = pending.charAt(at) == '{' || kind == CallForm.Kind.LISTED && pending.charAt(at) == '[';
        if (!begins) {
            return Found.NONE;
        }
        int end = CalledFunction.end(pending, at);
        return end < 0 ? Found.UNKNOWN : new Found(end, CalledFunction.read(pending.substring(at, end), names));
    }

    /** A name, and an object behind its own marker, which a text without control tokens may lack. */
    private Found named(int behind) {
        int at = behind;
        while (at < pending.length() && CallForm.isNameSign(pending.charAt(at))) {
            at++;
        }
        String name = pending.substring(behind, at);
        int arguments = pending.indexOf(CallForm.ARGUMENTS, at);
        boolean id = pending.indexOf(CallForm.CALL_ID, at) == at;
        boolean soon = at == pending.length()
                || id
                || CallForm.ARGUMENTS.startsWith(pending.substring(at))
                || CallForm.CALL_ID.startsWith(pending.substring(at));
        if (arguments < 0 && soon && pending.length() - behind < CallForm.LONGEST_HEAD) {
            return Found.UNKNOWN;
        }
        int object = arguments == at || id && arguments > at ? arguments + CallForm.ARGUMENTS.length() : at;
        object = CallForm.behindBlanks(pending, object);
        if (object == pending.length()) {
            return Found.UNKNOWN;
        }
        if (pending.charAt(object) != '{' || !names.contains(name)) {
            return Found.NONE;
        }
        int end = CalledFunction.end(pending, object);
        return end < 0 ? Found.UNKNOWN : new Found(end, CalledFunction.named(name, pending.substring(object, end)));
    }

    /** With the tag that ends a call, where one does. */
    private Found closed(Found found, boolean over) {
        if (found.calls() == null || found.calls().isEmpty()) {
            return found;
        }
        int at = CallForm.behindBlanks(pending, found.end());
        if (pending.indexOf(CallForm.CLOSE, at) == at) {
            return new Found(at + CallForm.CLOSE.length(), found.calls());
        }
        boolean begun = CallForm.CLOSE.startsWith(pending.substring(at));
        return begun && !over ? Found.UNKNOWN : begun ? new Found(pending.length(), found.calls()) : found;
    }

    private String take(int length) {
        String taken = pending.substring(0, length);
        pending.delete(0, length);
        return taken;
    }

    private int blanksBefore(int end) {
        int begin = end;
        while (begin > 0 && Character.isWhitespace(pending.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    /** How much of the end may yet belong to a call: the marker's beginning, and blanks in front of it. */
    private int held() {
        int length = Math.min(kind.marker().length() - 1, pending.length());
        while (length > 0 && !kind.marker().startsWith(pending.substring(pending.length() - length))) {
            length--;
        }
        return pending.length() - blanksBefore(pending.length() - length);
    }
}
