using System.Text;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>The files through which a step speaks to its runner. What cannot be written is remembered, not thrown: telling must not change a verdict.</summary>
internal sealed class RunnerFiles(RunnerEnvironment environment)
{
    /// <summary>The result file's name in the runner's folder for temporary files.</summary>
    internal const string ResultFile = "proofs-result.json";

    private readonly List<string> _problems = [];

    /// <summary>What could not be written, and why.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    internal void Summary(string markdown) => Append(environment.SummaryFile, markdown);

    internal void Outputs(IEnumerable<KeyValuePair<string, string>> outputs) => Append(environment.OutputFile, StepOutputs.Format(outputs));

    /// <summary>Writes the result file; returns its name, or null when there is none.</summary>
    internal string? Result(ReadOnlySpan<byte> document)
    {
        if (environment.TemporaryFolder is not { } folder)
        {
            return null;
        }

        if (OutputFile.Write(new(Path.Combine(folder, ResultFile)), document) is { } failed)
        {
            _problems.Add(failed.Message);
            return null;
        }

        return ResultFile;
    }

    private void Append(string? path, string text)
    {
        if (path is null)
        {
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
