package io.github.taxistream.parse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells which members count, in any letter case.
 *
 * <p>What sends records sends them all with the same members in the same order. So the name at each
 * place of the last record is what is expected there in the next, and to compare with it is all the
 * work there is.
 */
final class MemberNames {

    /** Records of more members, or longer names, are looked up one by one. */
    private static final int MAX_PLACES = 64;

    private static final int MAX_LENGTH = 64;

    private final Map<String, Member> byName = new HashMap<>();
    private final byte[][] expectedNames = new byte[MAX_PLACES][];
    private final Member[] expectedMembers = new Member[MAX_PLACES];

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
     * @param place how many members stand before it in the record
     * @return the member, or null for one that does not count
     */
    Member pass(JsonScanner json, byte[] text, int place) throws MalformedJsonException {
        byte[] expected = place < MAX_PLACES ? expectedNames[place] : null;
        if (expected != null && json.passString(expected)) {
            return expectedMembers[place];
        }
        json.passString();
        int from = json.valueStart();
        int to = json.valueEnd();
        String name = JsonStrings.decode(text, from, to).toLowerCase(Locale.ROOT);
        Member member = byName.get(name);
        if (place < MAX_PLACES && to - from <= MAX_LENGTH && !json.valueHasEscapes()) {
            expectedNames[place] = Arrays.copyOfRange(text, from, to);
            expectedMembers[place] = member;
        }
        return member;
    }
}
