package dev.heed.tokenizer;

import dev.heed.tokenizer.aligned.AlignedText;
import java.util.Arrays;

/** Spelled tokens by their units, so that thousands that begin alike cost no more than one; grows while it is built. */
final class TokenTrie {
    private static final class Node {
        /** Sorted. */
        private char[] units = new char[0];

        private Node[] children = new Node[0];
        private AddedToken token;

        Node child(char unit) {
            int at = Arrays.binarySearch(units, unit);
            return at < 0 ? null : children[at];
        }

        Node childToAdd(char unit) {
            int at = Arrays.binarySearch(units, unit);
            if (at >= 0) {
                return children[at];
            }
            int free = -at - 1;
            units = Arrays.copyOf(units, units.length + 1);
            children = Arrays.copyOf(children, units.length);
            System.arraycopy(units, free, units, free + 1, units.length - 1 - free);
            System.arraycopy(children, free, children, free + 1, units.length - 1 - free);
            units[free] = unit;
            children[free] = new Node();
            return children[free];
        }
    }

    private final Node root = new Node();

    void add(String spelled, AddedToken token) {
        Node node = root;
        for (int i = 0; i < spelled.length(); i++) {
            node = node.childToAdd(spelled.charAt(i));
        }
        if (node.token == null) {
            node.token = token;
        }
    }

    /** Where the longest token that begins at {@code at} ends, −1 if none does. */
    int longest(AlignedText text, int at) {
        int end = -1;
        Node node = root;
        for (int i = at; i < text.size(); ) {
            node = node.child(text.charAt(i++));
            if (node == null) {
                break;
            }
            end = node.token == null ? end : i;
        }
        return end;
    }

    /** The token spelled {@code text[from, to)}. */
    AddedToken token(AlignedText text, int from, int to) {
        Node node = root;
        for (int i = from; i < to; i++) {
            node = node.child(text.charAt(i));
        }
        return node.token;
    }
}
