using System.Text;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>The files through which a step speaks to its runner. What cannot be written is remembered, not thrown: telling must not change a verdict.</summary>
internal sealed class RunnerFiles(RunnerEnvironment environment)
{
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _absent = new(StringComparer.Ordinal);

    /// <summary>What could not be written, and why.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>The variables that a runner would have set.</summary>
    internal IReadOnlyCollection<string> Absent => _absent;

    internal void Summary(string markdown) => Append("GITHUB_STEP_SUMMARY", environment.SummaryFile, markdown);

    /// <summary>Sets outputs; one that was set before gets its new value.</summary>
    internal void Outputs(IEnumerable<KeyValuePair<string, string>> outputs) => Append("GITHUB_OUTPUT", environment.OutputFile, StepOutputs.Format(outputs));

    /// <summary>Writes the result file, in the folder for the job's temporary files; returns its name, or null when there is none.</summary>
    internal string? Result(ReadOnlySpan<byte> document)
    {
        if (environment.TemporaryFolder is not { } folder)
        {
            _absent.Add("RUNNER_TEMP");
            return null;
        }

        // Each step of a job has its own, so that none is taken for another's.
        bool isNamed = environment.Step is { } step && step.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        string name = isNamed ? $"proofs-result-{environment.Step}.json" : "proofs-result.json";
        if (OutputFile.Replace(new(Path.Combine(folder, name)), document) is { } failed)
        {
            _problems.Add(failed.Message);
            return null;
        }

        return name;
    }

    private void Append(string variable, string? path, string text)
    {
        if (path is null)
        {
            _absent.Add(variable);
            return;
        }

        try
        {
            using FileStream file = new(path, FileMode.Append, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The runner made the file; whether the job may go on without it is decided at the end.
            _problems.Add(failed.Message);
        }
    }
}
