package dev.heed.index.source;

/**
 * How far a file has been read: everything before has been indexed.
 *
 * @param line number of the last line before, 0 at the start
 * @param offset bytes before the next line, of the unpacked text
 * @param unit UTF-16 units of the next line that are done too; 0 but within long lines
 * @param damagedLines lines before that held bytes which are no UTF-8
 */
public record Position(long line, long offset, int unit, long damagedLines) {
    /** The beginning of a file. */
    public static final Position START = new Position(0, 0, 0, 0);

    public Position {
        if (line < 0 || offset < 0 || unit < 0 || damagedLines < 0) {
            throw new IllegalArgumentException("position: expected numbers from 0 on, got line " + line + ", offset "
                    + offset + ", unit " + unit + ", damaged lines " + damagedLines);
        }
    }
}
