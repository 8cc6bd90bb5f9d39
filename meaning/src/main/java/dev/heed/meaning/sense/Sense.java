package dev.heed.meaning.sense;

import java.util.Comparator;
import java.util.List;

/**
 * One sense of a word in a corpus.
 *
 * @param id from 1, the largest sense first
 * @param name the user's name for it; null if it has none
 * @param keywords words that stand in its lines more than in the others', the most telling first
 * @param members in the order of the corpus
 */
public record Sense(int id, String name, List<String> keywords, List<Member> members) {
    public Sense {
        keywords = List.copyOf(keywords);
        members = List.copyOf(members);
    }

    /** The members nearest the centre, the nearest first; each passage once. */
    public List<Member> central(int count) {
        return ranked(Comparator.comparingDouble(Member::similarity).reversed(), count);
    }

    /** The members whose place here is least sure, the least sure first; each passage once. */
    public List<Member> doubtful(int count) {
        return ranked(Comparator.comparingDouble(Member::confidence).thenComparingDouble(Member::similarity), count);
    }

    private List<Member> ranked(Comparator<Member> order, int count) {
        java.util.Set<String> seen = new java.util.HashSet<>();
        return members.stream()
                .sorted(order)
                .filter(member -> seen.add(member.occurrence().passage()))
                .limit(count)
                .toList();
    }
}
