package io.github.taxistream.parse.json;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells which members count. Names are compared without regard to case, underscores and whitespace.
 *
 * <p>A sender's records have nearly the same members in the same order. So the names are kept in
 * the order in which they were seen, each with the comma before it, the colon after it and the
 * whitespace around these, and the successor of the last name is expected next. Usually one
 * comparison with it is all the work, and one more where a member is left out.
 */
public final class MemberNames<M> {

    /** This many names are kept; records with more of them start over. */
    private static final int MAX_SEEN = 64;

    /** Longer names are not kept. */
    private static final int MAX_LENGTH = 64;

    private final Map<String, M> byName = new HashMap<>();
    private final ExpectedText[] seenNames = new ExpectedText[MAX_SEEN];
    private final Object[] seenMembers = new Object[MAX_SEEN];
    private int seen;
    private int expected;

    /** Adds a member under its names. */
    public void add(M member, Collection<String> names) {
        for (String name : names) {
            byName.put(plain(name), member);
        }
    }

    /**
     * The name in the form in which names are compared: in lower case, without underscores and
     * whitespace.
     */
    public static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > ' ' && name.charAt(i) != '_') {
                plain.append(name.charAt(i));
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** All names that count, in the form in which names are compared. */
    public Set<String> all() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /** The member of this name, or null for one that does not count. */
    public M get(String name) {
        return byName.get(plain(name));
    }

    /**
     * Passes what comes before a member's value, from the comma or the opening brace before its
     * name, up to where the value begins.
     *
     * @return the member, or null for one that does not count
     */
    @SuppressWarnings("unchecked") // Only members of this type were put there.
    public M pass(JsonScanner json, byte[] text) throws MalformedJsonException {
        int place = expected;
        for (int tried = 0; tried < seen; tried++) {
            if (place >= seen) {
                place = 0;
            }
            if (json.pass(seenNames[place])) {
                expected = place + 1;
                return (M) seenMembers[place];
            }
            place++;
        }
        return passUnseen(json, text);
    }

    /** Whether two names that were passed before, at these positions, are the same. */
    public static boolean areSame(byte[] text, int start, int otherStart)
            throws MalformedJsonException {
        return plainAt(text, start).equals(plainAt(text, otherStart));
    }

    private static String plainAt(byte[] text, int start) throws MalformedJsonException {
        JsonScanner json = new JsonScanner();
        json.begin(text, start, text.length);
        json.pass();
        json.passName();
        return passed(json, text);
    }

    private M passUnseen(JsonScanner json, byte[] text) throws MalformedJsonException {
        int start = json.position();
        json.pass();
        json.passName();
        M member = byName.get(passed(json, text));
        json.next();
        if (!json.valueHasEscapes() && json.position() - start <= MAX_LENGTH) {
            insert(new ExpectedText(text, start, json.position()), member);
        }
        return member;
    }

    /** The string that was passed last, in the form in which names are compared. */
    private static String passed(JsonScanner json, byte[] text) {
        return plain(JsonStrings.decode(text, json.valueStart(), json.valueEnd()));
    }

    private void insert(ExpectedText name, M member) {
        if (seen == MAX_SEEN) {
            seen = 0;
        }
        int place = Math.min(expected, seen);
        System.arraycopy(seenNames, place, seenNames, place + 1, seen - place);
        System.arraycopy(seenMembers, place, seenMembers, place + 1, seen - place);
        seenNames[place] = name;
        seenMembers[place] = member;
        seen++;
        expected = place + 1;
    }
}
