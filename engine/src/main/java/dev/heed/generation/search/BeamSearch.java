package dev.heed.generation.search;

import dev.heed.generation.Finish;
import dev.heed.generation.Probabilities;
import dev.heed.generation.search.SearchSettings.EarlyStopping;
import dev.heed.kernel.Kernels;
import dev.heed.model.KeyValueCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several beginnings at each step, as transformers 5's {@code _beam_search} keeps them, in single precision as there: the
 * {@code −1e9} that its scores carry for what does not count included, for sums round by it.
 *
 * <p>Beginnings that are alike, all of them at first, are read once. A beginning that goes on in one way keeps its cache; for
 * others that come of it, caches of beginnings that were dropped become what it is, from where they differ.
 */
final class BeamSearch implements Search {
    private static final float OUT = -1e9f;

    private final SearchSettings settings;
    private final ScoreRules rules;
    private final Circles circles;
    private final Kernels kernels;
    private final int kept;
    private List<Beam> running = new ArrayList<>();
    /** Targets that are over, or places for them, best first. */
    private List<Finished> finished = new ArrayList<>();

    private boolean mayImprove = true;
    private Found found;

    /** @param done whether it is a target, and not a place for one */
    private record Finished(Beam beam, float score, boolean done) {}

    /** @param from index of the beginning that it continues */
    private record Candidate(int from, int id, float logprob, float sum, boolean over) {}

    BeamSearch(SearchSettings settings, int[] source, KeyValueCache cache, Kernels kernels) {
        this.settings = settings;
        this.kernels = kernels;
        rules = new ScoreRules(settings);
        circles = new Circles(source);
        kept = Math.max(2, 1 + settings.ends().length) * settings.beams();
        int[] start = {settings.start()};
        for (int beam = 0; beam < settings.beams(); beam++) {
            running.add(new Beam(start, new float[0], beam == 0 ? 0 : OUT, cache));
            finished.add(new Finished(new Beam(start, new float[0], 0, null), OUT, false));
        }
    }

    @Override
    public List<Beam> asks() {
        return found == null ? different() : List.of();
    }

    /** Beginnings that are alike have one cache. */
    private List<Beam> different() {
        Map<KeyValueCache, Beam> first = new IdentityHashMap<>();
        return running.stream()
                .filter(beam -> first.putIfAbsent(beam.cache(), beam) == null)
                .toList();
    }

    @Override
    public void go(float[][] scores) {
        List<Beam> asked = different();
        List<Candidate> candidates = candidates(asked, scores);
        List<Candidate> next = next(candidates);
        finish(candidates);
        running = continued(next);
        int length = running.getFirst().ids().length;
        mayImprove &= improves(length);
        boolean full = finished.stream().allMatch(Finished::done);
        boolean over = !mayImprove
                || (full && settings.earlyStopping() == EarlyStopping.TRUE)
                || candidates.stream().allMatch(Candidate::over);
        Finished best = finished.getFirst();
        if (over) {
            boolean ended = settings.ends(best.beam().last());
            found = told(best, ended ? Finish.END : Finish.LENGTH);
        } else if (settings.stopsLoops()) {
            stopCircles(best, length);
        }
    }

    private Found told(Finished best, Finish finish) {
        Found told = Search.told(best.beam(), settings.lengthPenalty(), finish);
        return new Found(told.ids(), told.logprobs(), best.score(), finish, List.of());
    }

    private void stopCircles(Finished best, int length) {
        int kept = circles.kept(running.getFirst().ids(), 1, length);
        if (kept < length) {
            found = best.done()
                    ? told(best, Finish.END)
                    : Search.cut(running.getFirst(), kept, settings.lengthPenalty());
        }
    }

    /** The best continuations of all beginnings, best first. */
    private List<Candidate> candidates(List<Beam> asked, float[][] scores) {
        Map<KeyValueCache, Integer> rows = new IdentityHashMap<>();
        int[][] tops = new int[asked.size()][];
        Probabilities[] own = new Probabilities[asked.size()];
        float[] shifts = new float[asked.size()];
        for (int row = 0; row < asked.size(); row++) {
            Beam beam = asked.get(row);
            rows.put(beam.cache(), row);
            own[row] = Probabilities.of(scores[row].clone(), kernels);
            shifts[row] = own[row].logit(0) - own[row].logprob(0);
            rules.apply(beam.ids(), scores[row], shifts[row]);
            tops[row] = Probabilities.top(scores[row], kept);
        }
        List<Candidate> all = new ArrayList<>();
        for (int b = 0; b < running.size(); b++) {
            Beam beam = running.get(b);
            int row = rows.get(beam.cache());
            boolean full = beam.ids().length + 1 >= settings.maxLength();
            for (int id : tops[row]) {
                float changed =
                        scores[row][id] == own[row].logit(id) ? own[row].logprob(id) : scores[row][id] - shifts[row];
                all.add(new Candidate(b, id, own[row].logprob(id), changed + beam.score(), full || settings.ends(id)));
            }
        }
        all.sort(Comparator.comparingDouble((Candidate candidate) -> -candidate.sum())
                .thenComparingInt(Candidate::from)
                .thenComparingInt(Candidate::id));
        return all.subList(0, Math.min(kept, all.size()));
    }

    /** The continuations that are not over. */
    private List<Candidate> next(List<Candidate> candidates) {
        List<Candidate> next = new ArrayList<>();
        for (Candidate c : candidates) {
            next.add(c.over() ? new Candidate(c.from(), c.id(), c.logprob(), c.sum() + OUT, true) : c);
        }
        next.sort(Comparator.comparingDouble(candidate -> -candidate.sum()));
        return next.subList(0, Math.min(settings.beams(), next.size()));
    }

    /** Takes what is over among the best into what was found. */
    private void finish(List<Candidate> candidates) {
        int length = running.getFirst().ids().length; // without the start, of what is continued by one
        float divisor = (float) Math.pow(length, settings.lengthPenalty());
        boolean full = finished.stream().allMatch(Finished::done);
        boolean closed = (full && settings.earlyStopping() == EarlyStopping.TRUE) || !mayImprove;
        if (closed) {
            return;
        }
        List<Finished> merged = new ArrayList<>(finished);
        for (int i = 0; i < Math.min(settings.beams(), candidates.size()); i++) {
            Candidate c = candidates.get(i);
            if (c.over()) {
                Beam beam = running.get(c.from()).plus(c.id(), c.logprob(), c.sum(), null);
                merged.add(new Finished(beam, c.sum() / divisor, true));
            }
        }
        merged.sort(Comparator.comparingDouble(one -> -one.score()));
        finished = new ArrayList<>(merged.subList(0, settings.beams()));
    }

    /** Whether what runs may still become better than the worst that was found. */
    private boolean improves(int length) {
        boolean longest = settings.earlyStopping() == EarlyStopping.NEVER && settings.lengthPenalty() > 0;
        int hypothetical = (longest ? settings.maxLength() : length) - 1;
        float best = running.getFirst().score() / (float) Math.pow(hypothetical, settings.lengthPenalty());
        float worst = Float.POSITIVE_INFINITY;
        for (Finished one : finished) {
            worst = Math.min(worst, one.score());
        }
        float least = worst;
        return finished.stream().anyMatch(one -> best > (one.done() ? least : OUT));
    }

    /** The beginnings of the next step, with caches: the first that goes on from one takes its, others take dropped ones. */
    private List<Beam> continued(List<Candidate> next) {
        Map<KeyValueCache, Beam> free = new IdentityHashMap<>(); // and what they hold
        running.forEach(beam -> free.putIfAbsent(beam.cache(), beam));
        List<Beam> continued = new ArrayList<>();
        Map<KeyValueCache, List<Beam>> taken = new IdentityHashMap<>();
        next.forEach(candidate -> free.remove(running.get(candidate.from()).cache()));
        for (Candidate c : next) {
            Beam from = running.get(c.from());
            List<Beam> siblings = taken.computeIfAbsent(from.cache(), key -> new ArrayList<>());
            KeyValueCache cache = siblings.stream()
                    .filter(sibling -> sibling.last() == c.id())
                    .map(Beam::cache)
                    .findFirst()
                    .orElseGet(() -> siblings.isEmpty() ? from.cache() : another(from, free));
            Beam beam = from.plus(c.id(), c.logprob(), c.sum(), cache);
            siblings.add(beam);
            continued.add(beam);
        }
        return continued;
    }

    private static KeyValueCache another(Beam from, Map<KeyValueCache, Beam> free) {
        Beam dropped = null;
        int alike = -1;
        for (Beam candidate : free.values()) {
            int same = Math.min(candidate.alike(from), candidate.cache().length());
            if (same > alike) {
                alike = same;
                dropped = candidate;
            }
        }
        if (dropped == null) {
            return from.cache().fork(from.cache().length());
        }
        free.remove(dropped.cache());
        dropped.cache().become(from.cache(), alike);
        return dropped.cache();
    }

    @Override
    public Found found() {
        return found;
    }
}
