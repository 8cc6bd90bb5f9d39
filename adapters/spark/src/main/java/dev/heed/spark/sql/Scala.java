package dev.heed.spark.sql;

import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Java's collections as Spark's plans take them. */
final class Scala {
    private Scala() {}

    @SafeVarargs
    static <T> Seq<T> seq(T... elements) {
        return seq(List.of(elements));
    }

    static <T> Seq<T> seq(List<? extends T> elements) {
        return CollectionConverters.<T>asScala(List.<T>copyOf(elements)).toSeq();
    }

    static <T> List<T> list(scala.collection.Seq<T> elements) {
        return List.copyOf(CollectionConverters.asJava(elements));
    }
}
