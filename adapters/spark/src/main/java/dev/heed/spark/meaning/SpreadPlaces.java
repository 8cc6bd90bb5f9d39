package dev.heed.spark.meaning;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.RowProducts;
import dev.heed.meaning.sense.OccurrenceRows;
import dev.heed.meaning.sense.RowSums;
import dev.heed.tensor.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * A word's places whose vectors lie on the executors. Numbers follow the order of the corpus, whatever partition a place is in.
 * {@link #close} lets go of what the executors keep.
 */
final class SpreadPlaces implements OccurrenceRows, AutoCloseable {
    private final JavaSparkContext context;
    private final JavaRDD<Place> places;
    private final List<Occurrence> occurrences;
    private final Broadcast<int[][]> numbers; // of each partition's places, in its order
    private final int dimension;

    /** A place without its vector, and where it lies. */
    private record Lying(int partition, int index, Place place) implements Serializable {}

    /** What an executor answers for a place. */
    private record Answer(int number, float[] values) implements Serializable {}

    /** What is asked of each place of a partition. */
    private interface Question extends Serializable {
        /** @return null to leave the place out */
        float[] of(int number, float[] vector);
    }

    SpreadPlaces(JavaSparkContext context, JavaRDD<Place> found, List<String> names, int dimension) {
        this.context = context;
        this.dimension = dimension;
        this.places = found.persist(StorageLevel.MEMORY_AND_DISK());
        List<Lying> lying = new ArrayList<>(
                places.mapPartitionsWithIndex(SpreadPlaces::lying, true).collect());
        lying.sort(Comparator.comparing(Lying::place, Place.ORDER));
        List<Occurrence> all = new ArrayList<>(lying.size());
        int[] sizes = new int[places.getNumPartitions()];
        lying.forEach(each -> sizes[each.partition()]++);
        int[][] numbered = new int[sizes.length][];
        Arrays.setAll(numbered, partition -> new int[sizes[partition]]);
        for (int i = 0; i < lying.size(); i++) {
            numbered[lying.get(i).partition()][lying.get(i).index()] = i;
            all.add(lying.get(i).place().occurrence(names));
        }
        this.occurrences = List.copyOf(all);
        this.numbers = context.broadcast(numbered);
    }

    private static Iterator<Lying> lying(int partition, Iterator<Place> places) {
        List<Lying> lying = new ArrayList<>();
        places.forEachRemaining(place -> lying.add(new Lying(partition, lying.size(), place.with(null))));
        return lying.iterator();
    }

    /** The places, in the order of the corpus. */
    List<Occurrence> occurrences() {
        return occurrences;
    }

    @Override
    public int count() {
        return occurrences.size();
    }

    @Override
    public Matrix some(int[] wanted) {
        int[] sorted = wanted.clone();
        Arrays.sort(sorted);
        float[][] byPlace = new float[count()][];
        for (Answer answer : asked((number, vector) -> Arrays.binarySearch(sorted, number) < 0 ? null : vector)) {
            byPlace[answer.number()] = answer.values();
        }
        float[][] rows =
                Arrays.stream(wanted).mapToObj(number -> byPlace[number]).toArray(float[][]::new);
        return rows.length == 0 ? Matrix.zeros(0, dimension) : Matrix.copyOf(rows);
    }

    @Override
    public RowSums sums(int[] groups, int count) {
        Broadcast<int[]> sent = context.broadcast(groups);
        Broadcast<int[][]> numbered = numbers;
        int columns = dimension;
        RowSums sums = places.mapPartitionsWithIndex(
                        (partition, rows) -> {
                            RowSums own = new RowSums(count, columns);
                            int[] ofPartition = numbered.value()[partition];
                            for (int i = 0; rows.hasNext(); i++) {
                                own.add(rows.next().vector(), 0, sent.value()[ofPartition[i]]);
                            }
                            return List.of(own).iterator();
                        },
                        true)
                .reduce(RowSums::add);
        sent.destroy();
        return sums;
    }

    @Override
    public Matrix cosines(Matrix centres) {
        float[][] rows = new float[centres.rows()][];
        Arrays.setAll(rows, centres::row);
        Matrix cosines = Matrix.zeros(count(), rows.length);
        List<Answer> answers =
                asked((number, vector) -> RowProducts.between(Matrix.of(vector, 1, vector.length), Matrix.copyOf(rows))
                        .row(0));
        for (Answer answer : answers) {
            System.arraycopy(answer.values(), 0, cosines.data(), cosines.index(answer.number()), rows.length);
        }
        return cosines;
    }

    /** By how much each place is nearer to what is wanted, in the order of the corpus. */
    double[] atSight(List<float[]> near, List<float[]> far) {
        double[] sights = new double[count()];
        ArrayList<float[]> wanted = new ArrayList<>(near);
        ArrayList<float[]> unwanted = new ArrayList<>(far);
        for (Answer answer : asked((number, vector) -> sight(vector, wanted, unwanted))) {
            sights[answer.number()] = Double.longBitsToDouble((long) Float.floatToRawIntBits(answer.values()[0]) << 32
                    | Float.floatToRawIntBits(answer.values()[1]) & 0xFFFFFFFFL);
        }
        return sights;
    }

    private static float[] sight(float[] vector, List<float[]> near, List<float[]> far) {
        double sight = dev.heed.meaning.concordance.UseRanking.atSight(
                Matrix.of(vector, 1, vector.length), new dev.heed.meaning.concordance.UseQuery(near, far))[0];
        long bits = Double.doubleToRawLongBits(sight);
        return new float[] {Float.intBitsToFloat((int) (bits >>> 32)), Float.intBitsToFloat((int) bits)};
    }

    private List<Answer> asked(Question question) {
        Broadcast<int[][]> numbered = numbers;
        return places.mapPartitionsWithIndex(
                        (partition, rows) -> {
                            List<Answer> answers = new ArrayList<>();
                            int[] ofPartition = numbered.value()[partition];
                            for (int i = 0; rows.hasNext(); i++) {
                                float[] values =
                                        question.of(ofPartition[i], rows.next().vector());
                                if (values != null) {
                                    answers.add(new Answer(ofPartition[i], values));
                                }
                            }
                            return answers.iterator();
                        },
                        true)
                .collect();
    }

    @Override
    public void close() {
        places.unpersist();
        numbers.destroy();
    }
}
