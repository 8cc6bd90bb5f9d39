package dev.heed.server.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls that are a text by themselves: objects without a marker, several with {@code ;} between them (Llama 3). */
final class BareCalls implements CallReader {
    private final Set<String> names;
    private final StringBuilder pending = new StringBuilder();
    private final List<CalledFunction> calls = new ArrayList<>();
    private boolean text; // something came that is no call

    /** @param names of the functions that may be called */
    BareCalls(Set<String> names) {
        this.names = names;
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
        return read(true);
    }

    private String read(boolean over) {
        while (!text) {
            int at = begin();
            int end = at < pending.length() && pending.charAt(at) == '{' ? CalledFunction.end(pending, at) : 0;
            boolean open = at == pending.length() || end < 0 || CallForm.PYTHON.startsWith(pending.substring(at));
            if (open && !over) {
                return "";
            }
            if (at == pending.length()) {
                break;
            }
            List<CalledFunction> found =
                    end > 0 ? CalledFunction.read(pending.substring(at, end), names) : List.<CalledFunction>of();
            text = found.isEmpty();
            if (!text) {
                calls.addAll(found);
                pending.delete(0, end);
            }
        }
        String rest = pending.toString();
        pending.setLength(0);
        return !text && !calls.isEmpty() ? "" : rest;
    }

    /** Where the next object stands if one does: behind blanks, what parts calls, and the control token in front of them. */
    private int begin() {
        int at = CallForm.behindBlanks(pending, 0);
        if (!calls.isEmpty() && at < pending.length() && pending.charAt(at) == ';') {
            at = CallForm.behindBlanks(pending, at + 1);
        }
        return pending.indexOf(CallForm.PYTHON, at) == at
                ? CallForm.behindBlanks(pending, at + CallForm.PYTHON.length())
                : at;
    }
}
