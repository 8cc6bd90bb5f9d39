package dev.heed.spring.autoconfigure;

import dev.heed.spring.HeedEmbeddingModel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health of the model, where Spring Boot's health is on the class path; off by {@code management.health.heed.enabled}. */
@AutoConfiguration(after = HeedEmbeddingAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean(HeedEmbeddingModel.class)
@ConditionalOnEnabledHealthIndicator("heed")
public class HeedHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "heedHealthIndicator")
    HealthIndicator heedHealthIndicator(HeedEmbeddingModel model) {
        return new HeedHealth(model);
    }
}
