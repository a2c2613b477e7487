import { For, type JSX } from 'solid-js';
import { chooseLanguage, languageChoice, m } from '../../messages/index.ts';
import { isLanguage, languages } from '../../messages/languages.ts';
import { namesShown, showNames, snapSelections, snapToWords } from '../../state/view-options.ts';
import { chooseTheme, themeChoice } from '../../theme/theme.ts';
import { AnnotatorField } from '../../widgets/annotator-field.tsx';
import { Choice, Field, FieldSet } from '../../widgets/field.tsx';

const themes = ['system', 'light', 'dark'] as const;

export function DeviceSection(): JSX.Element {
  const text = () => m().settings.device;
  return (
    <section class="card stack">
      <h3 class="card-title">{m().projects.device}</h3>
      <AnnotatorField label={text().person} hint={text().personHint} />
      <Field label={text().language} hint={text().languageHint}>
        {(parts) => (
          <select
            {...parts}
            class="select settings-narrow"
            onChange={(event) => {
              const code = event.currentTarget.value;
              void chooseLanguage(isLanguage(code) ? code : undefined);
            }}
          >
            <option value="" selected={languageChoice() === undefined}>
              {text().languageOfBrowser}
            </option>
            <For each={Object.entries(languages)}>
              {([code, { name }]) => (
                <option value={code} lang={code} selected={languageChoice() === code}>
                  {name}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <FieldSet legend={text().theme}>
        <div class="row">
          <For each={themes}>
            {(theme) => (
              <Choice
                kind="radio"
                name="theme"
                checked={themeChoice() === theme}
                onChange={() => chooseTheme(theme)}
                title={text().themes[theme]}
              />
            )}
          </For>
        </div>
      </FieldSet>
      <div>
        <Choice kind="switch" checked={namesShown()} onChange={showNames} title={text().names} />
        <Choice
          kind="switch"
          checked={snapToWords()}
          onChange={snapSelections}
          title={text().snap}
          hint={m().annotate.snap.hint}
        />
      </div>
    </section>
  );
}
