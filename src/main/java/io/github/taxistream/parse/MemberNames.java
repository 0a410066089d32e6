package io.github.taxistream.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells which members count, in any letter case.
 *
 * <p>What sends records sends them all with nearly the same members in the same order. So the names
 * seen are kept in that order, and the one behind the last is expected next: to compare with it is
 * all the work there is, and with one more where a member is left out.
 */
final class MemberNames {

    /** So many names are kept; records of more than that begin anew. */
    private static final int MAX_SEEN = 64;

    private static final int MAX_LENGTH = 64;

    private final Map<String, Member> byName = new HashMap<>();
    private final ExpectedString[] seenNames = new ExpectedString[MAX_SEEN];
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
     * Passes the name that stands here.
     *
     * @return the member, or null for one that does not count
     */
    Member pass(JsonScanner json, byte[] text) throws MalformedJsonException {
        int place = expected;
        for (int tried = 0; tried < seen; tried++) {
            if (place >= seen) {
                place = 0;
            }
            if (json.passString(seenNames[place])) {
                expected = place + 1;
                return seenMembers[place];
            }
            place++;
        }
        return passUnseen(json, text);
    }

    private Member passUnseen(JsonScanner json, byte[] text) throws MalformedJsonException {
        json.passString();
        int from = json.valueStart();
        int to = json.valueEnd();
        String name = JsonStrings.decode(text, from, to).toLowerCase(Locale.ROOT);
        Member member = byName.get(name);
        if (to - from <= MAX_LENGTH && !json.valueHasEscapes()) {
            ExpectedString unseen = new ExpectedString(text, from - 1, to + 1);
            // Near the end of a text even a name that was seen is not found.
            if (unseen.standsAt(text, from - 1)) {
                insert(unseen, member);
            }
        }
        return member;
    }

    private void insert(ExpectedString name, Member member) {
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
