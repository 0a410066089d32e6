package io.github.taxistream.ledger.reading;

import io.github.taxistream.trip.RejectReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a text into its JSON values: one after the other, each perhaps over several lines, or in
 * arrays. A line that is not made of values is one entry, and the next line begins anew.
 */
final class PlainLines {

    private static final int MAX_ENTRIES = 250_000;

    /** After so many values that do not end where they should, a value has to end on its line. */
    private static final int MAX_UNENDED = 16;

    private final PlainReading reading;
    private final byte[] text;
    private final long latestMillis;
    private final List<PlainEntry> entries = new ArrayList<>();
    private int at;
    private int limit;

    PlainLines(PlainReading reading, byte[] text, long latestMillis) {
        this.reading = reading;
        this.text = text;
        this.latestMillis = latestMillis;
        boolean hasMark =
                text.length >= 3
                        && text[0] == (byte) 0xEF
                        && text[1] == (byte) 0xBB
                        && text[2] == (byte) 0xBF;
        this.at = hasMark ? 3 : 0;
    }

    /**
     * The entries.
     *
     * @throws IOException if the text is not lines of JSON, and so one entry as a whole
     */
    List<PlainEntry> entries() throws IOException {
        int lines = 0;
        int likeJson = 0;
        int unended = 0;
        boolean isBroken = false;
        boolean hasContainer = false;
        for (skipWhitespace(); at < text.length; skipWhitespace()) {
            lines++;
            boolean looksLikeJson = text[at] == '{' || text[at] == '[';
            likeJson += looksLikeJson ? 1 : 0;
            int line = at;
            limit = unended < MAX_UNENDED ? text.length : endOfLine(line);
            List<PlainEntry> ofLine = new ArrayList<>();
            try {
                hasContainer |= readLine(ofLine);
                entries.addAll(ofLine);
            } catch (IOException e) {
                requireNotTooMany(ofLine);
                isBroken = true;
                at = endOfLine(line);
                unended += PlainReading.isBegun(slice(line, Math.min(at + 1, text.length))) ? 1 : 0;
                entries.add(PlainEntry.rejected(RejectReason.NOT_JSON, slice(line, at)));
            }
            requireNotTooMany(List.of());
        }
        if (lines == 0 || (isBroken && !hasContainer && !(lines > 1 && likeJson * 2 > lines))) {
            throw new IOException("no lines of JSON");
        }
        return entries;
    }

    /** A record's entries could be more than fit in memory, so it is not read any further. */
    private void requireNotTooMany(List<PlainEntry> more) throws IOException {
        if (entries.size() + more.size() > MAX_ENTRIES) {
            throw new IOException("too many entries");
        }
    }

    /** Reads the values that begin on a line; whether there is an object or an array among them. */
    private boolean readLine(List<PlainEntry> to) throws IOException {
        boolean hasContainer = false;
        while (true) {
            boolean isContainer = text[at] == '{' || text[at] == '[';
            hasContainer |= isContainer;
            int from = at;
            at = endOfValue(from);
            if (text[from] == '[') {
                readArray(from, to);
            } else {
                to.add(reading.entry(slice(from, at), latestMillis));
            }
            requireNotTooMany(to);
            int end = at;
            while (at < limit && isWhitespace(text[at]) && text[at] != '\n') {
                at++;
            }
            if (at == limit || text[at] == '\n') {
                return hasContainer;
            }
            boolean isNextContainer = text[at] == '{' || text[at] == '[';
            if (at == end && !(isContainer && isNextContainer)) {
                throw new IOException("two values without whitespace between them");
            }
        }
    }

    private void readArray(int from, List<PlainEntry> to) throws IOException {
        byte[] array = slice(from, at);
        // Jackson has to take it whole; its elements are then found by their brackets.
        PlainEntry whole = reading.entry(array, latestMillis);
        int end = at;
        at = from + 1;
        skipWhitespace();
        if (text[at] == ']') {
            to.add(whole);
        }
        while (text[at] != ']') {
            int element = at;
            at = endOfValue(element);
            to.add(reading.entry(slice(element, at), latestMillis));
            requireNotTooMany(to);
            skipWhitespace();
            if (text[at] == ',') {
                at++;
                skipWhitespace();
            }
        }
        at = end;
    }

    private int endOfValue(int from) throws IOException {
        byte first = text[from];
        if (first == '"') {
            return endOfString(from);
        }
        if (first != '{' && first != '[') {
            int end = from;
            while (end < limit && !isWhitespace(text[end]) && ",]}{[".indexOf(text[end]) < 0) {
                end++;
            }
            return end == from ? from + 1 : end;
        }
        int depth = 0;
        for (int i = from; i < limit; i++) {
            if (text[i] == '"') {
                i = endOfString(i) - 1;
            } else if (text[i] == '{' || text[i] == '[') {
                depth++;
            } else if ((text[i] == '}' || text[i] == ']') && --depth == 0) {
                return i + 1;
            }
        }
        throw new IOException("a value does not end");
    }

    private int endOfString(int from) throws IOException {
        for (int i = from + 1; i < limit; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == '"') {
                return i + 1;
            }
        }
        throw new IOException("a string does not end");
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private void skipWhitespace() {
        while (at < text.length && isWhitespace(text[at])) {
            at++;
        }
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private byte[] slice(int from, int end) {
        return from == 0 && end == text.length ? text : Arrays.copyOfRange(text, from, end);
    }
}
