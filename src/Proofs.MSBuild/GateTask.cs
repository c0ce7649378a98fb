using System.Runtime.InteropServices;
using Microsoft.Build.Framework;
using Proofs.Evidence;
using Proofs.Gates;
using Proofs.Ranges;
using Proofs.Texts;
using Proofs.Verdicts;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Proofs.MSBuild;

/// <summary>Judges the repository of a project once for each build node, and tells what comes of it as errors or warnings.</summary>
/// <remarks>
/// Reads nothing from the environment: everything it is to know is a parameter. libgit2's settings belong to the process, see
/// <see cref="GateRunner"/>.
/// </remarks>
public abstract class GateTask : MSBuildTask, ICancelableTask, IDisposable
{
    /// <summary>Of each gate; the result file has them all.</summary>
    private const int MostFindings = 10;

    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>A folder in the repository; the project's own.</summary>
    [Required]
    public string Directory { get; set; } = string.Empty;

    /// <summary>Revision before the change; empty takes the merge base with <c>refs/remotes/origin/HEAD</c>.</summary>
    public string? Base { get; set; }

    /// <summary>Revision after the change; empty takes HEAD.</summary>
    public string? Head { get; set; }

    /// <summary>Path of the policy in the base commit; empty takes <c>.github/proofs.yml</c> if it is there.</summary>
    public string? Policy { get; set; }

    /// <summary><c>error</c> or <c>warning</c>: what a verdict other than pass is in this build.</summary>
    public string Enforce { get; set; } = "error";

    /// <summary>Whether a CI system builds; then nothing that an earlier build left is trusted.</summary>
    public bool IsContinuousIntegration { get; set; }

    /// <summary>Name of the event of GitHub Actions, if one runs this build; it says what the base and the head are.</summary>
    public string? EventName { get; set; }

    /// <summary>The file that holds the event's payload.</summary>
    public string? EventPath { get; set; }

    /// <summary>The project that asks; errors and warnings are said of it, unless the policy is what was broken.</summary>
    public string? ProjectFile { get; set; }

    /// <summary>Whether nothing is to be judged; in CI that is told.</summary>
    public bool IsSkipped { get; set; }

    /// <summary>A file for the <c>proofs.gates/v1</c> document, or the <c>proofs.error/v1</c> document when nothing was judged.</summary>
    public string? ResultFile { get; set; }

    /// <summary>A file that remembers what passed, so that the same question is not judged again; unused in CI.</summary>
    public string? StampFile { get; set; }

    /// <summary>Judges and tells; sealed, so that no gate has a way of its own around it.</summary>
    /// <returns>Whether no error was logged.</returns>
    public sealed override bool Execute()
    {
        Directory = Path.GetFullPath(Directory);
        string asked = Enforce;
        Enforce = asked.ToLowerInvariant();
        if (Enforce is not ("error" or "warning"))
        {
            Enforce = "error";
            return Refuse(new(ReasonCodes.UsageError, $"ProofsEnforce is '{asked}'; it must be error or warning.", "Set it to one of them, or leave it out."));
        }

        if (!IsSkipped && (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64))
        {
            return Refuse(new(ReasonCodes.PlatformUnsupported, $"The gates did not run: this is {RuntimeInformation.RuntimeIdentifier}, and they run on linux-x64.", ReasonCodes.PlatformUnsupported.Fix));
        }

        try
        {
            return IsSkipped ? Skip() : Run();
        }
        catch (OperationCanceledException)
        {
            return Refuse(new(ReasonCodes.Interrupted, "Stopped before a verdict was reached.", ReasonCodes.Interrupted.Fix));
        }
        catch (Exception failed)
        {
            // Whatever comes here is a defect of this program; it must not look like a verdict, nor pass for a warning.
            Enforce = "error";
            Log.LogMessage(MessageImportance.High, "{0}", SafeText.NeutraliseLines(failed.ToString()));
            return Refuse(new(ReasonCodes.InternalError, $"{failed.GetType().Name}: {failed.Message}", "Report what the build shows."));
        }
    }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds what this task asks.</summary>
    /// <param name="common">The repository and the range.</param>
    private protected abstract GatesRequest Ask(GatesRequest common);

    /// <summary>The words of a property: MSBuild separates by semicolons, people by commas and blanks too.</summary>
    private protected static string[] Words(string? text) => text?.Split([';', ',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>A property that is not set is empty, and both mean that nothing is given.</summary>
    private protected static string? Maybe(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private bool Skip()
    {
        const string Text = "The gates did not run, because ProofsSkip is true; nothing is proven.";
        if (IsContinuousIntegration && NodeMemory.IsFirst(BuildEngine, Text))
        {
            Log.LogWarning(null, DiagnosticCodes.Skipped, null, DiagnosticCodes.HelpLink, Maybe(ProjectFile) ?? BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "{0}", Text);
        }

        ForgetResult();
        return true;
    }

    /// <summary>What an earlier build concluded is not what one did that judged nothing.</summary>
    private void ForgetResult()
    {
        if (Maybe(ResultFile) is { } path)
        {
            File.Delete(Path.GetFullPath(path, Directory));
        }
    }

    /// <summary>Whether what is told stops the build: MSBuild lets it go on where whoever calls the task says so.</summary>
    private bool IsStopping => Enforce == "error" && !BuildEngine.ContinueOnError;

    private bool Run()
    {
        GatesRequest common = new() { RepositoryPath = Directory, Base = Maybe(Base), Head = Maybe(Head), PolicyPath = Maybe(Policy) };
        if (Maybe(EventName) is not null)
        {
            EventReading reading = EventFile.Read(EventName, EventPath);
            if (reading.Refusal is { } unusable)
            {
                return Refuse(unusable);
            }

            EventRange change = reading.Range!;
            if (change.IsDeletion)
            {
                Log.LogMessage(MessageImportance.High, "{0}", $"Proofs: {ReasonCodes.ReferenceDeleted.Id}: {ReasonCodes.ReferenceDeleted.Meaning}");
                ForgetResult();
                return true;
            }

            if (change.Check(common.Base, common.Head) is { } wrong)
            {
                return Refuse(wrong);
            }

            common = change.HasRange ? common with { Base = change.Base, Head = change.Head, StartedFrom = change.StartedFrom } : common;
        }

        return Judge(Ask(common));
    }

    private bool Judge(GatesRequest request)
    {
        NodeMemory memory = new(BuildEngine, request);
        // Who wants the result gets a fresh one.
        Stamp stamp = new(IsContinuousIntegration || Maybe(ResultFile) is not null ? null : Maybe(StampFile));
        if (memory.Recall() is { } told)
        {
            return TellAgain(told, memory, stamp);
        }

        GateRunner runner = new(TimeProvider.System);
        string? identity = null;
        bool isStamped = false;
        GatesResult result = new StallWatch(TimeProvider.System, () => runner.CommitsRead, static _ => { }).Run(
            stop =>
            {
                identity = stamp.IsUsed ? GateRunner.Identify(request, stop) : null;
                isStamped = stamp.Holds(identity);
                return isStamped ? new(null, null) : runner.Run(request, stop);
            },
            _cancellation.Token);
        if (isStamped)
        {
            Log.LogMessage(MessageImportance.Normal, "{0}", "Proofs: nothing has changed since it passed.");
            memory.Remember(new(identity, null, string.Empty, IsError: false, default));
            return true;
        }

        if (result.Report is not { } report)
        {
            Refusal refusal = result.Refusal!;
            bool isPlatform = refusal.Reason == ReasonCodes.Libgit2Missing || refusal.Reason == ReasonCodes.Libgit2Unsupported;
            refusal = isPlatform ? refusal with { Reason = ReasonCodes.PlatformUnsupported, Message = $"The gates did not run: {refusal.Message}" } : refusal;
            stamp.Keep(null);
            bool isFine = Refuse(refusal);
            memory.Remember(new(null, refusal.Reason, refusal.Message, IsStopping, RefusalDocument.Write(refusal)));
            return isFine;
        }

        ReadOnlyMemory<byte> document = GatesDocument.Write(report);
        Write(document);
        foreach (GateVerdict verdict in report.Gates)
        {
            Tell(report, verdict);
        }

        stamp.Keep(report.Outcome == Outcome.Pass ? identity : null);
        GateVerdict? worst = report.Gates.FirstOrDefault(verdict => verdict.Outcome == report.Outcome && verdict.Outcome != Outcome.Pass);
        memory.Remember(new(worst is null ? identity : null, worst?.Reason, worst?.Message ?? string.Empty, IsStopping, document));
        return !Log.HasLoggedErrors;
    }

    /// <summary>Once for each node is enough, unless it was told as less than what it is to this project.</summary>
    private bool TellAgain(Told told, NodeMemory memory, Stamp stamp)
    {
        stamp.Keep(told.Identity);
        if (!told.Document.IsEmpty)
        {
            Write(told.Document);
        }

        if (told.Worst is { } reason && Enforce == "error" && !told.IsError)
        {
            Complain(reason, told.Text, null);
            memory.Remember(told with { IsError = IsStopping });
        }

        return !Log.HasLoggedErrors;
    }

    private void Tell(GatesReport report, GateVerdict verdict)
    {
        Log.LogMessage(MessageImportance.Normal, "{0}", SafeText.Neutralise($"Proofs: {verdict.Gate} {GatesDocument.Word(verdict.Outcome)}: {verdict.Message}"));
        int told = 0;
        foreach (Finding finding in verdict.Findings)
        {
            string text = finding.Fix is null ? finding.Message : $"{finding.Message} Fix: {finding.Fix}";
            // On the main branch itself there is nothing between its remote and head; where nobody enforces anything that is no news.
            bool isIdle = finding.Reason == ReasonCodes.NoCommitsInRange && Enforce == "warning" && !IsContinuousIntegration && Maybe(Base) is null;
            if (finding.Reason.Lane is not (Lane.Fail or Lane.Undetermined) || isIdle)
            {
                Log.LogMessage(MessageImportance.Normal, "{0}", SafeText.Neutralise($"Proofs: {finding.Reason.Id}: {text}"));
            }
            else if (told++ < MostFindings)
            {
                Complain(finding.Reason, text, report.Repository is { } repository ? PolicyOf(finding.Reason, repository.Path) : null);
            }
        }

        if (told > MostFindings)
        {
            Complain(verdict.Reason, $"{told - MostFindings} more findings are not told here; ProofsResultFile names a file for all of them.", null);
        }
    }

    /// <summary>The policy's file, where it is what is wrong.</summary>
    private string? PolicyOf(ReasonCode reason, string repository)
    {
        bool isPolicy = reason == ReasonCodes.PolicyInvalid || reason == ReasonCodes.PolicyMissing || reason == ReasonCodes.PolicyUnreadable || reason == ReasonCodes.PolicyBrokenByChange;
        return isPolicy ? Path.GetFullPath(Maybe(Policy) ?? ".github/proofs.yml", repository) : null;
    }

    private bool Refuse(Refusal refusal)
    {
        Write(RefusalDocument.Write(refusal));
        Complain(refusal.Reason, refusal.Next is null ? refusal.Message : $"{refusal.Message} Next: {refusal.Next}", NodeMemory.WorkTreeOf(Directory) is { } workTree ? PolicyOf(refusal.Reason, workTree) : null);
        return !Log.HasLoggedErrors;
    }

    private void Complain(ReasonCode reason, string text, string? file)
    {
        string message = SafeText.Neutralise($"{reason.Id}: {text}");
        if (!NodeMemory.IsFirst(BuildEngine, $"{Enforce} {BuildEngine.ContinueOnError} {message}"))
        {
            return;
        }

        string place = SafeText.Neutralise(file ?? Maybe(ProjectFile) ?? BuildEngine.ProjectFileOfTaskNode);
        if (Enforce == "warning")
        {
            Log.LogWarning(null, DiagnosticCodes.Of(reason), null, DiagnosticCodes.HelpLink, place, 0, 0, 0, 0, "{0}", message);
        }
        else
        {
            Log.LogError(null, DiagnosticCodes.Of(reason), null, DiagnosticCodes.HelpLink, place, 0, 0, 0, 0, "{0}", message);
        }
    }

    private void Write(ReadOnlyMemory<byte> document)
    {
        if (Maybe(ResultFile) is not { } path)
        {
            return;
        }

        string full = Path.GetFullPath(path, Directory);
        if ((CreateFolder(full) ?? AtomicFile.Write(full, document.Span)) is { } why)
        {
            Complain(ReasonCodes.OutputUnwritable, $"ProofsResultFile {path} cannot be written: {why}", null);
        }
    }

    private static string? CreateFolder(string file)
    {
        try
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file) ?? file);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The place is the project's choice; that it cannot be had is an answer to its author.
            return failed.Message;
        }
    }
}
