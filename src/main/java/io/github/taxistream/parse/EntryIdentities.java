package io.github.taxistream.parse;

import io.github.taxistream.parse.json.JsonScanner;
import io.github.taxistream.parse.json.MalformedJsonException;
import io.github.taxistream.trip.EntryIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells by what an entry is known if it is sent again: by the member that is its id, else by its
 * bytes, without the whitespace around them.
 *
 * <p>Not for use by several threads at once.
 */
final class EntryIdentities {

    private final byte[] idMember;
    private final JsonScanner json = new JsonScanner();
    private final Murmur3 murmur = new Murmur3();
    private int idFrom;
    private int idTo;

    /**
     * @param idMember the name of the member that is the id, if there is one
     */
    EntryIdentities(Optional<String> idMember) {
        this.idMember = idMember.map(name -> name.getBytes(StandardCharsets.UTF_8)).orElse(null);
    }

    /** The identity of the object between these places of a text. */
    EntryIdentity of(byte[] text, int from, int to) {
        int start = from == 0 ? JsonScanner.startOf(text) : from;
        while (start < to && text[start] <= ' ') {
            start++;
        }
        int end = to;
        while (end > start && text[end - 1] <= ' ') {
            end--;
        }
        murmur.hash(text, start, end);
        long first = murmur.first();
        long second = murmur.second();
        if (idMember != null && findId(text, start, end)) {
            murmur.hash(text, idFrom, idTo);
            return new EntryIdentity(
                    murmur.first(), murmur.second(), first ^ second, text, from, to);
        }
        return new EntryIdentity(first, second, first ^ second, text, from, to);
    }

    /** Finds the last member of that name; null is no id. */
    private boolean findId(byte[] text, int from, int to) {
        boolean isFound = false;
        json.begin(text, from, to);
        try {
            json.next();
            json.pass('{');
            if (json.next() == '}') {
                return false;
            }
            while (true) {
                json.passName();
                boolean isId =
                        Arrays.equals(
                                text,
                                json.valueStart(),
                                json.valueEnd(),
                                idMember,
                                0,
                                idMember.length);
                int first = json.next();
                int valueFrom = json.position();
                json.passValue(first);
                if (isId) {
                    isFound = first != 'n';
                    idFrom = valueFrom;
                    idTo = json.position();
                }
                if (json.passEndOrSeeComma('}')) {
                    return isFound;
                }
                json.pass();
            }
        } catch (MalformedJsonException e) {
            throw new AssertionError("the entry was read before", e);
        }
    }
}
