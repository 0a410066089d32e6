package io.github.taxistream.parse;

import io.github.taxistream.parse.json.JsonScanner;
import io.github.taxistream.trip.EntryIdentity;

/**
 * Identifies an entry that may be sent again: by the member that is its id, else by its bytes
 * without surrounding whitespace.
 *
 * <p>Not for use by several threads at once.
 */
final class EntryIdentities {

    private final Member id;
    private final MetroHash metro = new MetroHash();

    /**
     * @param id the member that is the id, of the entry that was read last; null if there is none
     */
    EntryIdentities(Member id) {
        this.id = id;
    }

    /**
     * The identity of the object between these positions of the text; it must be the one that was
     * read last.
     */
    EntryIdentity of(byte[] text, int from, int to) {
        int start = from == 0 ? JsonScanner.startOf(text) : from;
        while (start < to && text[start] <= ' ') {
            start++;
        }
        int end = to;
        while (end > start && text[end - 1] <= ' ') {
            end--;
        }
        metro.hash(text, start, end);
        long first = metro.first();
        long second = metro.second();
        if (id != null && !id.isMissing()) {
            id.hash(text, metro);
            return new EntryIdentity(metro.first(), metro.second(), first ^ second, text, from, to);
        }
        return new EntryIdentity(first, second, first ^ second, text, from, to);
    }
}
