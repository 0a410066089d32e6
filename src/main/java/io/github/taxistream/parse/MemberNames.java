package io.github.taxistream.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells which members count, in any letter case.
 *
 * <p>What sends records sends them all with nearly the same members in the same order. So the names
 * seen are kept in that order, each with its colon and the blanks around that, and the one behind
 * the last is expected next: to compare with it is all the work there is, and with one more where a
 * member is left out.
 */
final class MemberNames {

    /** So many names are kept; records of more than that begin anew. */
    private static final int MAX_SEEN = 64;

    /** Longer names are not kept. */
    private static final int MAX_LENGTH = 64;

    private final Map<String, Member> byName = new HashMap<>();
    private final ExpectedText[] seenNames = new ExpectedText[MAX_SEEN];
    private final Member[] seenMembers = new Member[MAX_SEEN];
    private int seen;
    private int expected;

    /** Adds a member under its names, all in lower case. */
    Member add(Member member, String... lowerCaseNames) {
        for (String name : lowerCaseNames) {
            byName.put(name, member);
        }
        return member;
    }

    /**
     * Passes the name that stands here, and goes to where its value begins.
     *
     * @return the member, or null for one that does not count
     */
    Member pass(JsonScanner json, byte[] text) throws MalformedJsonException {
        int place = expected;
        for (int tried = 0; tried < seen; tried++) {
            if (place >= seen) {
                place = 0;
            }
            if (json.pass(seenNames[place])) {
                expected = place + 1;
                return seenMembers[place];
            }
            place++;
        }
        return passUnseen(json, text);
    }

    /** The name that begins there, which was passed before, in lower case. */
    static String lowerCaseAt(byte[] text, int start) throws MalformedJsonException {
        JsonScanner json = new JsonScanner();
        json.begin(text);
        json.passTo(start);
        json.passString();
        return lowerCase(json, text);
    }

    private Member passUnseen(JsonScanner json, byte[] text) throws MalformedJsonException {
        int start = json.position();
        json.passName();
        Member member = byName.get(lowerCase(json, text));
        json.next();
        if (!json.valueHasEscapes() && json.position() - start <= MAX_LENGTH) {
            insert(new ExpectedText(text, start, json.position()), member);
        }
        return member;
    }

    /** Of the string that was passed last. */
    private static String lowerCase(JsonScanner json, byte[] text) {
        return JsonStrings.decode(text, json.valueStart(), json.valueEnd())
                .toLowerCase(Locale.ROOT);
    }

    private void insert(ExpectedText name, Member member) {
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
