package dev.heed.meaning.corpus;

import dev.heed.text.SameWord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The words of English that say little by themselves. */
public final class StopWords {
    private static final Set<String> ENGLISH =
            new HashSet<>(Arrays.asList("""
            a about above after again against ago all almost along already also although always am among an and another any
            anything are aren't around as at away back be became because become been before being below between both but by
            can can't cannot could couldn't did didn't do does doesn't doing don't done down during each either else enough
            even ever every everything few first for from further get give go got had hadn't has hasn't have haven't having he
            he'd he'll he's her here here's hers herself him himself his how however i i'd i'll i'm i've if in indeed into is
            isn't it it's its itself just last least less let let's like made make many may me might mine more most much must
            mustn't my myself near never no nor not nothing now of off often on once one only or other others ought our ours
            ourselves out over own per perhaps put quite rather said same say says see seem seemed shall shan't she she'd
            she'll she's should shouldn't since so some something still such take than that that's the their theirs them
            themselves then there there's these they they'd they'll they're they've thing things this those though through thus
            till to together too two under until up upon us used very was wasn't way we we'd we'll we're we've well went were
            weren't what what's when where whether which while who who's whole whom whose why will with within without won't
            would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves s t d ll m re ve
            """.strip().split("\\s+")));

    private StopWords() {}

    /** Whether a word is one, case and the form of its apostrophe ignored. */
    public static boolean contains(String word) {
        return ENGLISH.contains(SameWord.key(word));
    }
}
