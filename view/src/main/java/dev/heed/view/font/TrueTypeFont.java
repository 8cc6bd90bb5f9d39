package dev.heed.view.font;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A TrueType font (OpenType 1.9: tables cmap, head, hhea, hmtx, kern, loca, glyf): which glyph a character has, how wide
 * it is, how it looks. Reads the shipped fonts only, whose bytes are known. Immutable, thread-safe.
 */
final class TrueTypeFont {
    private static final int TAG_SIZE = 4;

    private final String family;
    private final ByteBuffer data;
    private final Map<String, Integer> tables = new HashMap<>();
    private final int unitsPerEm;
    private final int advances; // how many glyphs have their own; the rest have the last one's
    private final int characters; // offset of the cmap subtable
    private final Map<Integer, Integer> kerning = new HashMap<>(); // left glyph · 2¹⁶ + right glyph
    private final GlyphReader glyphs;

    private TrueTypeFont(String family, byte[] bytes) {
        this.family = family;
        this.data = ByteBuffer.wrap(bytes);
        int count = unsigned(4);
        for (int i = 0; i < count; i++) {
            int at = 12 + 16 * i;
            tables.put(
                    new String(bytes, at, TAG_SIZE, java.nio.charset.StandardCharsets.US_ASCII), data.getInt(at + 8));
        }
        this.unitsPerEm = unsigned(tables.get("head") + 18);
        boolean longOffsets = data.getShort(tables.get("head") + 50) == 1;
        this.advances = unsigned(tables.get("hhea") + 34);
        this.characters = characterMap();
        readKerning();
        this.glyphs = new GlyphReader(data, tables.get("loca"), tables.get("glyf"), longOffsets);
    }

    /** Reads a font that lies beside this class. */
    static TrueTypeFont shipped(String family, String file) {
        try (InputStream in = TrueTypeFont.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + ": expected it in the jar of the views, found none");
            }
            return new TrueTypeFont(family, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the family is called. */
    String family() {
        return family;
    }

    /** The character's glyph; 0 if the font has none. */
    int glyph(int point) {
        return unsigned(characters) == 12 ? glyphOfGroups(point) : glyphOfSegments(point);
    }

    /** The glyph's advance as part of the font's size. */
    double advance(int glyph) {
        int row = Math.min(glyph, advances - 1);
        return (double) unsigned(tables.get("hmtx") + 4 * row) / unitsPerEm;
    }

    /** What comes between two neighbours beside their advances, as part of the font's size. */
    double kerning(int left, int right) {
        return (double) kerning.getOrDefault(left << 16 | right, 0) / unitsPerEm;
    }

    /** Appends the glyph's shape, its origin at (x, y), y growing downwards. */
    void draw(int glyph, double x, double y, double size, Outline outline) {
        glyphs.draw(glyph, new Placement(size / unitsPerEm, 0, 0, size / unitsPerEm, x, y), outline);
    }

    private int unsigned(int at) {
        return data.getShort(at) & 0xffff;
    }

    /** The full repertoire (format 12) if there is one, else the basic plane (format 4). */
    private int characterMap() {
        int table = tables.get("cmap");
        int found = 0;
        for (int i = 0; i < unsigned(table + 2); i++) {
            int subtable = table + data.getInt(table + 4 + 8 * i + 4);
            int format = unsigned(subtable);
            if (format == 12 || format == 4 && found == 0) {
                found = subtable;
            }
        }
        return found;
    }

    private int glyphOfGroups(int point) {
        int low = 0;
        int high = data.getInt(characters + 12) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = characters + 16 + 12 * middle;
            if (point < data.getInt(at)) {
                high = middle - 1;
            } else if (point > data.getInt(at + 4)) {
                low = middle + 1;
            } else {
                return data.getInt(at + 8) + point - data.getInt(at);
            }
        }
        return 0;
    }

    private int glyphOfSegments(int point) {
        if (point > 0xffff) {
            return 0;
        }
        int twice = unsigned(characters + 6);
        int ends = characters + 14;
        for (int i = 0; i < twice; i += 2) {
            if (point > unsigned(ends + i)) {
                continue;
            }
            int start = unsigned(ends + twice + 2 + i);
            if (point < start) {
                return 0;
            }
            int delta = unsigned(ends + 2 * twice + 2 + i);
            int rangeAt = ends + 3 * twice + 2 + i;
            int range = unsigned(rangeAt);
            if (range == 0) {
                return point + delta & 0xffff;
            }
            int glyph = unsigned(rangeAt + range + 2 * (point - start));
            return glyph == 0 ? 0 : glyph + delta & 0xffff;
        }
        return 0;
    }

    private void readKerning() {
        Integer table = tables.get("kern");
        if (table == null || unsigned(table + 8) >> 8 != 0) {
            return;
        }
        int pairs = unsigned(table + 10);
        for (int i = 0; i < pairs; i++) {
            int at = table + 18 + 6 * i;
            kerning.put(data.getInt(at), (int) data.getShort(at + 4));
        }
    }
}
