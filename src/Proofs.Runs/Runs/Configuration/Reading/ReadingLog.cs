namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>What comes up while a configuration is read.</summary>
internal sealed class ReadingLog
{
    /// <summary>A hostile file can hold a mistake every other byte; nobody reads more than this.</summary>
    internal const int Most = 1000;

    private readonly List<Problem> problems = [];
    private readonly List<string> unknownKeys = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    internal IReadOnlyList<Problem> Problems => problems;

    internal IReadOnlyList<string> UnknownKeys => unknownKeys;

    /// <summary>The patterns of the keys that were looked for, whether they were there or not.</summary>
    internal IReadOnlyCollection<string> Known => known;

    internal void Add(Problem problem)
    {
        if (problems.Count < Most)
        {
            problems.Add(problem);
        }
    }

    internal void Refuse(KeyPath at, string what) => Add(ConfigurationProblem.Invalid(at, what));

    internal void LookFor(KeyPath at) => known.Add(at.Pattern);

    internal void Report(KeyPath unknown)
    {
        if (unknownKeys.Count < Most)
        {
            unknownKeys.Add(unknown.Text);
        }
    }
}
