using System.Text;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;

namespace Repo.Tests.Schemas;

/// <summary>agentxchain.schema.json against the reader and the checks of configurations.</summary>
public sealed class ConfigurationSchemaTests
{
    private static readonly string Example = Checkout.Read("src/Proofs.Runs/Runs/Configuration/agentxchain.example.json");

    /// <summary>Places compared with each other, and the first of a list, of which ajv's strict mode lets nothing be said alone.</summary>
    private static readonly string[] BeyondSchema =
        ["must name the same runtime", "must be the type of the runtime", "must not be more than per_run_max_usd", "must not be the id of another policy", "must name a program"];

    [SkippableFact]
    public void The_example_is_valid() => Assert.Null(Assert.Single(Validator.Check(Schema.Configuration, [new(Example)])));

    [SkippableFact]
    public void The_schema_says_what_the_reader_says() =>
        Agree([.. ConfigurationSamples.Changes.Select(change => ($"{change.Place} = {change.Value ?? "nothing"}", ConfigurationSamples.With(Example, change.Place, change.Value)))]);

    [SkippableFact]
    public void Whatever_stands_in_any_place_the_schema_says_what_the_reader_says() => Agree([.. ConfigurationSamples.Mutated(Example)]);

    [SkippableFact]
    public void What_no_schema_can_say_the_reader_refuses_alone()
    {
        string[] documents = [.. ConfigurationSamples.BeyondSchema.Select(change => ConfigurationSamples.With(Example, change.Place, change.Value))];
        Assert.All(documents, document => Assert.NotEmpty(Problems(document)));
        Assert.All(Validator.Check(Schema.Configuration, documents.Select(document => new ValidatorCase(document))), Assert.Null);
    }

    private static void Agree((string What, string Document)[] samples)
    {
        string?[] answers = Validator.Check(Schema.Configuration, samples.Select(sample => new ValidatorCase(sample.Document)));
        Assert.Contains(answers, answer => answer is null);
        Assert.Contains(answers, answer => answer is not null);
        Violations.None(samples.Zip(answers)
            .Select(pair => (pair.First.What, Answer: pair.Second, Problems: Problems(pair.First.Document).Where(problem => !IsBeyondSchema(problem)).ToArray()))
            .Where(item => item.Answer is null != (item.Problems.Length == 0))
            .Select(item => $"{item.What}: the reader says {(item.Problems.Length == 0 ? "good" : item.Problems[0].Message)}, the schema: {item.Answer ?? "valid"}"));
    }

    /// <summary>What is wrong with the document as such; where its names lead and what can be bound to what is not a schema's business.</summary>
    private static IEnumerable<Problem> Problems(string document)
    {
        ConfigurationReading reading = ConfigurationReader.Read(Encoding.UTF8.GetBytes(document));
        return reading.Problems.Concat(reading.Shape is { } shape ? ConfigurationChecks.Bindings(shape) : [])
            .Where(problem => problem.Reason == RunCodes.InvalidConfig || problem.Reason == RunCodes.SchemaVersionInvalid);
    }

    private static bool IsBeyondSchema(Problem problem) => BeyondSchema.Any(words => problem.Message.Contains(words, StringComparison.Ordinal));
}
