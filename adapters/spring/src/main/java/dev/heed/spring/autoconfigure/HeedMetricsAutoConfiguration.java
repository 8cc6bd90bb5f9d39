package dev.heed.spring.autoconfigure;

import dev.heed.spring.HeedEmbeddingModel;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Metrics of the model, where Micrometer is on the class path. */
@AutoConfiguration(after = HeedEmbeddingAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(HeedEmbeddingModel.class)
public class HeedMetricsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "heedMetrics")
    MeterBinder heedMetrics(HeedEmbeddingModel model) {
        return new HeedMetrics(model);
    }
}
